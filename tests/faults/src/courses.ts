import { randomOf } from '@lienthong/sandbox';
import { type Campaign, controlTrial, sabotageTrial, trial } from './campaign';
import type { Fault } from './model';
import type { Provocation } from './sabotages/sabotage';
import type { Kind } from './towns';

const kindOf = ({ needs }: Fault): Kind => ({ brokers: needs?.brokers ?? 1, variant: needs?.variant });

/** Each fault by itself, those of one group together. */
export async function oneByOne(faults: readonly Fault[], campaign: Campaign): Promise<void> {
  for (const bundle of bundles(faults)) {
    const [first] = bundle;
    if (first && !campaign.stop.aborted) await trial(bundle, kindOf(first), campaign);
  }
}

/** Each sabotage in a town of its own. */
export async function foundOut(sabotages: readonly Provocation[], campaign: Campaign): Promise<void> {
  for (const sabotage of sabotages) if (!campaign.stop.aborted) await sabotageTrial(sabotage, campaign);
}

/** The same provocations in towns that nobody sabotaged: who finds something there would find anything. */
export async function heldInnocent(sabotages: readonly Provocation[], campaign: Campaign): Promise<void> {
  for (const sabotage of sabotages) if (!campaign.stop.aborted) await controlTrial(sabotage, campaign);
}

/** All of them in one trial, as a round of a long run does. */
export async function together(faults: readonly Fault[], campaign: Campaign): Promise<void> {
  if (faults.length > 0) await trial(faults, everyKind, campaign);
}

const everyKind: Kind = { brokers: 1, variant: 'crash-points' };
/** Of each kind in a round: crash points are many, and must not crowd out the others. */
const inRound = 3;

/** Rounds of random faults in one living town until the time is over; each round has a seed of its own, which alone repeats it. */
export async function atRandom(faults: readonly Fault[], minutes: number, campaign: Campaign): Promise<void> {
  const possible = faults.filter(({ needs }) => needs?.brokers !== 3);
  const kinds = [possible.filter(({ group }) => group === undefined), possible.filter(({ group }) => group !== undefined)];
  const until = performance.now() + minutes * 60_000;
  for (let seed = campaign.seed; performance.now() < until && !campaign.stop.aborted; seed++) {
    const random = randomOf(seed, 'round');
    const round = random.shuffle(kinds.flatMap((kind) => random.shuffle(kind).slice(0, inRound)));
    await trial(round, everyKind, { ...campaign, seed });
  }
}

export function bundles(faults: readonly Fault[]): Fault[][] {
  const found: Fault[][] = [];
  for (const fault of faults) {
    const last = found.at(-1);
    if (fault.group !== undefined && last?.[0]?.group === fault.group) last.push(fault);
    else found.push([fault]);
  }
  return found;
}
