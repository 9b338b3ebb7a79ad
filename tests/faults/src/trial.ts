import { setMaxListeners } from 'node:events';
import { type Expected, randomOf } from '@lienthong/sandbox';
import { type CheckpointWatch, watchCheckpoints } from './check/checkpoints';
import { verdictOf } from './check/figures';
import { judge } from './check/judge';
import { drained } from './load/drain';
import { flow } from './load/flow';
import type { Blow, Build, Fault, Finding, Sentence, Town, Verdict } from './model';
import { raiseTown } from './town/town';

export interface TrialOptions {
  readonly seed: number;
  readonly length: Blow['length'];
  readonly stop: AbortSignal;
  readonly say: (what: Sentence) => void;
}

/** A town with all that was noted of it since it was raised. */
export interface Living {
  readonly town: Town;
  readonly watch: CheckpointWatch;
  readonly amended: Map<number, Expected>;
  readonly findings: Finding[];
}

/** Submissions before a fault strikes, and after it was mended. */
const lead = { before: 25, after: 10 };

export async function found(build: Build, say: (what: Sentence) => void, brokers: 1 | 3 = 1): Promise<Living> {
  const town = await raiseTown(build, say, brokers);
  return { town, watch: watchCheckpoints(town.data), amended: new Map(), findings: [] };
}

export async function raze({ town, watch }: Living): Promise<void> {
  await watch.stop();
  await town.stop();
}

/** Load flows, the faults strike one after the other, all is drained, and everything that ever was submitted is compared. Answers what is new. */
export async function tryFaults(faults: readonly Fault[], living: Living, options: TrialOptions): Promise<Verdict> {
  const { town, watch, amended, findings } = living;
  const over = new AbortController();
  const stop = AbortSignal.any([options.stop, over.signal]);
  setMaxListeners(0, stop); // every dossier in flight listens
  try {
    const told = await strikeAll(faults, living, { ...options, stop });
    const all = await judge(town, { published: watch.seen, amended, told });
    const fresh = all.findings.filter((one) => !findings.some((known) => known.n === one.n && known.what === one.what));
    findings.push(...fresh);
    return verdictOf(all.submitted, fresh);
  } finally {
    over.abort(); // of a fault that failed, the load still flows
  }
}

/** Answers what the faults saw themselves, when all is settled or nothing moves any more. */
async function strikeAll(faults: readonly Fault[], { town, amended }: Living, options: TrialOptions): Promise<Finding[]> {
  const { seed, stop, say } = options;
  const load = flow(town, seed, stop);
  const settled = (): Promise<number> => drained(town, stop, (n) => say({ vi: `còn ${n} chưa xong`, en: `${n} not settled yet` }));
  const expect = (n: number, outcome: Expected): void => void amended.set(n, outcome);
  load.resume();
  await load.until(lead.before);
  const told: Finding[] = [];
  for (const fault of faults) {
    if (faults.length > 1) say(fault.title);
    told.push(...(await fault.strike({ ...options, town, load, random: randomOf(seed, fault.name), settled, expect })));
    load.resume();
    await load.until(lead.after);
  }
  await load.pause();
  const left = await settled();
  return left === 0 ? told : [...told, { figure: 'stuck', n: 0, what: `${left} not settled, and nothing moves` }];
}
