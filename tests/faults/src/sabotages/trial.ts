import { rm } from 'node:fs/promises';
import { randomOf } from '@lienthong/sandbox';
import { appendOnly } from '../check/append-only';
import { verdictOf } from '../check/figures';
import { judge } from '../check/judge';
import { drained } from '../load/drain';
import { flow } from '../load/flow';
import type { Blow, Build, Verdict } from '../model';
import { type TrialOptions, found, raze } from '../trial';
import type { Provocation } from './sabotage';

/**
 * A town on `build`, and the provocation in it. Finds it nothing, then all is drained and compared as after every fault; what it found is the
 * verdict, since a sabotaged town may never come to rest.
 */
export async function provoke(sabotage: Provocation, build: Build, options: TrialOptions): Promise<Verdict> {
  const { seed, stop, say } = options;
  const living = await found(build, say, sabotage.needs.brokers);
  const { town, watch, amended } = living;
  const load = flow(town, seed, stop);
  const settled = (): Promise<number> => drained(town, stop, (n) => say({ vi: `còn ${n} chưa xong`, en: `${n} not settled yet` }));
  const blow: Blow = {
    ...options,
    town,
    load,
    settled,
    random: randomOf(seed, sabotage.name),
    expect: (n, outcome) => void amended.set(n, outcome),
  };
  try {
    const told = await sabotage.provokes(blow);
    if (told.length > 0) return verdictOf(load.submitted(), [...told, ...(await appendOnly(watch.seen, town.data))]);
    await load.pause();
    const left = await settled();
    const stuck = left > 0 ? [{ figure: 'stuck', n: 0, what: `${left} not settled, and nothing moves` } as const] : [];
    return await judge(town, { published: watch.seen, amended, told: stuck });
  } finally {
    await raze(living);
    await rm(town.dir, { recursive: true, force: true });
  }
}
