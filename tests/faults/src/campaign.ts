import type { Fault } from './model';
import { type Printer, isClean } from './report/printer';
import { words } from './report/words';
import type { Provocation } from './sabotages/sabotage';
import { provoke } from './sabotages/trial';
import type { Score } from './score';
import type { Kind, Towns } from './towns';
import { type TrialOptions, tryFaults } from './trial';
import { buildOf } from './variants/variant';

export interface Campaign extends TrialOptions {
  readonly towns: Towns;
  readonly printer: Printer;
  readonly score: Score;
}

/** The command that does the same again. */
const again = ({ seed, length }: Campaign, options: string): string =>
  `npm run faults -- --seed ${seed} ${length === 'short' ? '--short ' : ''}${options}`;

/** One trial of these faults in a town of this kind. A town that failed is kept as it is, and the next trial gets another one. */
export async function trial(faults: readonly Fault[], kind: Kind, campaign: Campaign): Promise<void> {
  const { towns, printer, score, stop } = campaign;
  const began = performance.now();
  const name = faults.map((fault) => fault.name).join(',');
  const title = faults.length === 1 ? (faults[0]?.title ?? words.faults) : words.faults;
  printer.begins(title, name);
  const repeat = again(campaign, `--sabotage none --only ${name}${faults.length > 1 ? ' --together' : ''}`);
  try {
    const living = await towns.of(kind);
    const verdict = await tryFaults(faults, living, campaign);
    if (stop.aborted) return; // what was cut short proves nothing
    score.judged(living.town.dir, faults.length, verdict);
    printer.judged(title, name, verdict, (performance.now() - began) / 1_000);
    if (isClean(verdict)) return;
  } catch (error) {
    if (stop.aborted) return;
    score.failed();
    printer.fails(title, name, error);
  }
  printer.fact(words.repeat, repeat);
  await towns.keep();
}

/** A town on the sabotaged build must be found out. */
export async function sabotageTrial(sabotage: Provocation, campaign: Campaign): Promise<void> {
  const { towns, printer, score, stop } = campaign;
  const began = performance.now();
  printer.begins(sabotage.title, sabotage.name);
  await towns.end();
  try {
    const caught = sabotage.caught(await provoke(sabotage, await sabotage.build(), campaign));
    if (stop.aborted) return;
    score.sabotage(caught !== undefined);
    printer.sabotage(sabotage.title, sabotage.name, caught, (performance.now() - began) / 1_000);
    if (caught !== undefined) return;
  } catch (error) {
    if (stop.aborted) return;
    score.sabotage(false);
    printer.fails(sabotage.title, sabotage.name, error);
  }
  printer.fact(words.repeat, again(campaign, `--only ${sabotage.name}`));
}

/** The same provocation where nothing was sabotaged. */
export async function controlTrial(sabotage: Provocation, campaign: Campaign): Promise<void> {
  const { name, title, needs } = sabotage;
  const { towns, printer, score, stop } = campaign;
  const began = performance.now();
  printer.begins(title, `${name} --control`);
  await towns.end();
  try {
    const verdict = await provoke(sabotage, await buildOf(needs.variant), campaign);
    if (stop.aborted) return;
    score.judged(`control of ${name}`, 1, verdict);
    printer.judged(title, `${name} --control`, verdict, (performance.now() - began) / 1_000);
    if (isClean(verdict)) return;
  } catch (error) {
    if (stop.aborted) return;
    score.failed();
    printer.fails(title, name, error);
  }
  printer.fact(words.repeat, again(campaign, `--control --only ${name}`));
}
