import { join } from 'node:path';
import { planEnterprises, rowsFor } from '../day/enterprises';
import type { DossierPlan, PlanOptions } from '../day/model';
import { plan } from '../day/plan';
import { castDocuments } from './documents';
import { nationalEvery } from './once';
import { type Outside } from './outside';
import { reserve } from './serial';
import type { Hub } from './hub';
import { castScenarios, playScenarios, scenarioCount } from './scenarios';
import { playAll, playInOrder } from './traffic/play';

export interface LivingOptions {
  readonly seed: number;
  readonly config: string;
  readonly data: string;
  readonly hub: Pick<Hub, 'dueTimes'>;
  readonly outside: Outside;
  readonly stop: AbortSignal;
}

/** Dossiers planned at a time and the bad messages among them; milliseconds between two hand-ins; range between two changes of a dossier. */
const rhythm = { chunk: 20, bad: 2, every: 500, change: { least: 500, most: 4_000 } };

/** The city's scenarios once, and a steady flow of dossiers, with bad messages now and then, until `stop`. */
export async function live({ seed, config, data, hub, outside, stop }: LivingOptions): Promise<void> {
  const { least, most } = rhythm.change;
  const serial = join(data, 'sandbox', 'serial');
  const playing = {
    submit: outside.submit,
    arrivals: outside.arrivals,
    pace: () => least + Math.random() * (most - least),
    patience: 600_000,
    stop,
  };
  const first = await reserve(serial, scenarioCount); // one after the other: the flow takes its numbers from the same file
  const scenarios = async (): Promise<void> => {
    if (!outside.departments) return;
    const cast = await castScenarios({ config, seed, first, now: new Date(), hub });
    await playScenarios(cast, outside, playing.patience, stop);
  };
  const plans = endless(seed, serial, stop, outside.national ? { nationalEvery } : {});
  const enterprises = outside.register && register(seed, join(data, 'sandbox', 'serial-enterprises'), playing);
  await Promise.all([scenarios(), playAll(plans, rhythm.every, playing), enterprises, correspond(data, outside, playing)]);
}

/** One document after the other. */
async function correspond(data: string, outside: Outside, playing: Parameters<typeof playInOrder>[1]): Promise<void> {
  if (!outside.axis || !outside.cityAxis) return;
  while (!playing.stop.aborted) await playInOrder(await castDocuments(1, data, outside, new Date()), playing);
}

/** One enterprise after the other, with what is asked about it. */
async function register(seed: number, serial: string, playing: Parameters<typeof playInOrder>[1]): Promise<void> {
  while (!playing.stop.aborted) {
    const first = await reserve(serial, rowsFor(1));
    await playInOrder(planEnterprises({ seed: seed + first, enterprises: 1, now: new Date(), first }), playing);
  }
}

async function* endless(
  seed: number,
  serial: string,
  stop: AbortSignal,
  more: Pick<PlanOptions, 'nationalEvery'>,
): AsyncGenerator<DossierPlan> {
  while (!stop.aborted) {
    const first = await reserve(serial, rhythm.chunk + rhythm.bad);
    yield* plan({ seed: seed + first, dossiers: rhythm.chunk, bad: rhythm.bad, now: new Date(), first, ...more }).dossiers;
  }
}
