import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { Board } from './board';
import { type Finding, type Plan, patienceMs } from './model';
import type { Told } from './worker';

export interface Outcome {
  readonly files: number;
  readonly findings: readonly Finding[];
}

/** Spoilt files for so long; a reader that hangs or eats memory loses its worker, and the next one goes on with other files. */
export async function fuzz(plan: Plan, forMs: number, say: (files: number, findings: number) => void): Promise<Outcome> {
  const clock = new Clock(forMs);
  const findings: Finding[] = [];
  let files = 0;
  for (let worker = 0; !clock.isOver; worker++) {
    const before = files;
    const progress = (read: number): void => say(before + read, findings.length);
    files += await oneWorker({ ...plan, seed: plan.seed + worker * 1_000_003 }, clock, findings, progress);
  }
  return { files, findings };
}

/** Runs from the first file on: making the seeds takes as long as the machine has other work. */
class Clock {
  private until = Infinity;

  constructor(private readonly forMs: number) {}

  start(): void {
    if (this.until === Infinity) this.until = performance.now() + this.forMs;
  }

  get isOver(): boolean {
    return performance.now() >= this.until;
  }
}

const limits = { maxOldGenerationSizeMb: 512 };

async function oneWorker(plan: Plan, clock: Clock, findings: Finding[], say: (read: number) => void): Promise<number> {
  const board = new Board();
  const worker = new Worker(join(__dirname, 'worker.js'), { workerData: { plan, memory: board.memory }, resourceLimits: limits });
  let names: readonly string[] = [];
  let isEnded = false;
  const found = (fault: Finding['fault'], detail: string): void => {
    const { target, input } = board.current;
    findings.push({ fault, detail, input, target: names[target] ?? String(target) });
  };
  worker.on('message', (told: Told) => {
    if ('names' in told) {
      names = told.names;
      clock.start();
    } else findings.push(told.finding);
  });
  let broken: Error | undefined;
  worker.once('error', (error: NodeJS.ErrnoException) => {
    if (board.read === 0n) broken = error;
    else found(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'crash', String(error.stack));
  });
  const exit = new Promise<void>((resolve) => worker.once('exit', () => resolve(void (isEnded = true))));
  for (let [read, since] = [0n, performance.now()]; !isEnded && !clock.isOver;) {
    await Promise.race([pause(100), exit]);
    if (board.read !== read) [read, since] = [board.read, performance.now()];
    else if (board.isReading && performance.now() - since > patienceMs(board.current.input.length)) {
      found('hang', `longer than ${patienceMs(board.current.input.length)} ms`);
      break;
    }
    say(Number(board.read));
  }
  await worker.terminate();
  if (broken) throw broken; // nothing was read yet: the bench is wrong, not a reader
  return Number(board.read);
}
