import { parentPort, workerData } from 'node:worker_threads';
import * as fc from 'fast-check';
import { Board } from './board';
import { type Finding, type MakeTargets, type Plan, type Target, memoryLimit } from './model';
import { mutants } from './mutate';

/** Told to the bench: the targets once, then each file that a reader did not bear. */
export type Told = { readonly names: readonly string[] } | { readonly finding: Finding };

const { plan, memory } = workerData as { readonly plan: Plan; readonly memory: SharedArrayBuffer };
const board = new Board(memory);
const tell = (told: Told): void => parentPort?.postMessage(told);
const batch = 200;

async function work(): Promise<void> {
  const { makeTargets } = (await import(plan.targets)) as { readonly makeTargets: MakeTargets };
  const targets = (await makeTargets(plan.dir)).filter(({ name }) => plan.only.length === 0 || plan.only.includes(name));
  tell({ names: targets.map(({ name }) => name) });
  for (let round = 0; ; round++)
    for (const [index, target] of targets.entries()) {
      const files = fc.sample(mutants(target.seeds), { numRuns: batch, seed: plan.seed + round * 1_000 + index });
      for (const file of files) if (board.begin(index, file)) await judge(target, file);
    }
}

async function judge({ name, read }: Target, file: Uint8Array): Promise<void> {
  const before = held();
  try {
    await read(file);
  } catch (error) {
    found('crash', error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  const grown = held() - before;
  board.end();
  if (grown > memoryLimit(file.length)) found('memory', `${Math.round(grown / 1_048_576)} MiB for ${file.length} bytes`);

  function found(fault: Finding['fault'], detail: string): void {
    tell({ finding: { fault, detail, target: name, input: Uint8Array.from(file) } });
  }
}

function held(): number {
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return heapUsed + external + arrayBuffers;
}

void work();
