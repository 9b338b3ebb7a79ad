/** One reader under test and files that it reads well. */
export interface Target {
  readonly name: string;
  readonly seeds: readonly Uint8Array[];
  /** Any refusal it may have is its own value; whatever it throws is a defect. */
  readonly read: (file: Uint8Array) => Promise<void> | void;
}

/** What a module of targets exports: called once in each worker, with a folder of its own. */
export type MakeTargets = (dir: string) => Promise<readonly Target[]>;

export interface Finding {
  readonly fault: 'crash' | 'hang' | 'memory';
  readonly target: string;
  readonly detail: string;
  readonly input: Uint8Array;
}

/** How a bench works: the module of targets, and how long a file may take. */
export interface Plan {
  /** Compiled module that exports `makeTargets`. */
  readonly targets: string;
  /** Names of the targets wanted; all when empty. */
  readonly only: readonly string[];
  readonly seed: number;
  readonly dir: string;
}

/** A file may take a tenth of a second for each begun kilobyte, and two seconds anyway: the machine has other work. */
export const patienceMs = (bytes: number): number => Math.max(2_000, 100 * Math.ceil(bytes / 1_024));

/** Octets that a file may hold on to while it is read, beside what a reader needs for itself. */
export const memoryLimit = (bytes: number): number => 32 * 1_024 * 1_024 + 10 * bytes;
