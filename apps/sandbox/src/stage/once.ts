import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Comparison, compare } from '../check/compare';
import type { ListedMessage } from '../check/model';
import { unsettled } from '../check/settled';
import { planEnterprises, rowsFor } from '../day/enterprises';
import type { Planned } from '../day/model';
import { plan } from '../day/plan';
import type { Progress } from '../view/progress';
import { castDocuments } from './documents';
import { Interrupted } from './errors';
import type { Hub } from './hub';
import { judgeScenario } from '../scenario/judge';
import type { ScenarioEnd } from '../scenario/model';
import { type Outside, deliveredTo } from './outside';
import { castScenarios, playScenarios, scenarioCount } from './scenarios';
import { reserve } from './serial';
import { playAll, playInOrder } from './traffic/play';

export interface DayOptions {
  readonly seed: number;
  readonly dossiers: number;
  readonly bad: number;
  readonly config: string;
  readonly data: string;
  readonly hub: Pick<Hub, 'messages' | 'verifyReceipts' | 'dueTimes'>;
  readonly outside: Outside;
  readonly progress: Progress;
  readonly stop: AbortSignal;
}

/** Milliseconds between two hand-ins, and between two changes of one dossier. */
const pace = { dossier: 15, change: 20 };
/** So many dossiers a day, one of them from the national portal. */
export const nationalEvery = 10;
/** Dossiers for each round of documents over the axes. */
const perRound = 25;
/** Dossiers for each enterprise that is registered. */
const perEnterprise = 10;

/** Milliseconds without any progress after which waiting ends and the comparison tells what is missing. */
const patience = 60_000;

export interface DayEnd extends Comparison {
  readonly scenarios: readonly ScenarioEnd[];
}

/** Plays one day and the city's scenarios, waits until all is settled, and compares from outside. */
export async function playDay(options: DayOptions): Promise<DayEnd> {
  const began = new Date();
  const { seed, dossiers, bad, outside, hub, progress, stop } = options;
  const before = deliveredTo(outside);
  const first = await reserve(join(options.data, 'sandbox', 'serial'), dossiers + bad + scenarioCount);
  const day = plan({ seed, dossiers, bad, now: began, first, ...(outside.national && { nationalEvery }) });
  const cast = outside.departments ? await castScenarios({ ...options, first: first + dossiers + bad, now: began }) : [];
  const playing = { submit: outside.submit, arrivals: outside.arrivals, pace: () => pace.change, patience, stop };
  const enterprises = await newsOf(options, began);
  const documents = await castDocuments(Math.ceil(dossiers / perRound), options.data, outside, began);
  await progress.step('play', () =>
    Promise.all([
      playAll(day.dossiers, pace.dossier, playing),
      playInOrder(enterprises, playing),
      playInOrder(documents, playing),
      playScenarios(cast, outside, patience, stop),
    ]),
  );
  const listed = await progress.step('settle', (say) => settled(options, say));
  const receipts = await progress.step('receipts', () => hub.verifyReceipts());
  const { ledger, departments } = outside;
  const delivered = deliveredTo(outside);
  const scenarios = cast.map((scenario) => judgeScenario(scenario, { delivered, assigned: departments?.dossiers() ?? [] }));
  const comparison = compare({
    ledger: ledger.rows,
    answers: ledger.answers,
    earlier: ledger.earlier,
    listed,
    delivered,
    scenarios,
    began,
    before,
    receipts,
    seconds: Math.round((Date.now() - began.getTime()) / 100) / 10,
    seed,
  });
  return { ...comparison, scenarios };
}

async function newsOf({ seed, dossiers, data, outside }: DayOptions, now: Date): Promise<Planned[]> {
  if (!outside.register) return [];
  const enterprises = Math.ceil(dossiers / perEnterprise);
  const first = await reserve(join(data, 'sandbox', 'serial-enterprises'), rowsFor(enterprises));
  return planEnterprises({ seed, enterprises, now, first });
}

/** Asks the hub for its list again and again, but not while the stand-ins still see something arrive: asking costs a process. */
async function settled({ hub, outside, stop }: DayOptions, say: (detail: string) => void): Promise<ListedMessage[]> {
  const { ledger } = outside;
  for (let last = { left: Infinity, at: performance.now() }; ;) {
    await quiet(outside, stop);
    const listed = await hub.messages();
    const left = unsettled(ledger.rows, ledger.answers, listed);
    if (left < last.left) last = { left, at: performance.now() };
    say(String(left));
    if (left === 0 || performance.now() - last.at > patience) return listed;
  }
}

const taken = ({ portal, oneStop, national, departments, axis, cityAxis }: Outside): number =>
  [
    portal.effects(),
    oneStop.dossiers(),
    oneStop.events(),
    national?.effects(),
    departments?.dossiers(),
    axis?.byHub(),
    cityAxis?.byHub(),
  ].reduce((sum, some) => sum + (some?.length ?? 0), 0);

/** Until the stand-ins have taken nothing new for a second. */
async function quiet(outside: Outside, stop: AbortSignal): Promise<void> {
  for (let seen = -1; ;) {
    if (stop.aborted) throw new Interrupted();
    const now = taken(outside);
    if (now === seen) return;
    seen = now;
    await sleep(1_000, undefined, { signal: stop }).catch(() => undefined);
  }
}
