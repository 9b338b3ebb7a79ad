import type { Authority, Expected, OneStop, Outside, Portal, Random } from '@lienthong/sandbox';
import type { QueryResultRow } from 'pg';

export type Lang = 'vi' | 'en';
export type Sentence = Readonly<Record<Lang, string>>;

/** What runs as the hub: the product itself, or a variant of it. */
export interface Build {
  /** `product`, or the variant's name. */
  readonly name: string;
  /** The program's main.js. */
  readonly hub: string;
  /** Settings that this build must be run with, as `path=value`. */
  readonly set?: readonly string[];
}

/** A server of the ground: Kafka's broker, PostgreSQL. */
export interface Server {
  readonly name: string;
  /** Its data: `<dir>` may be copied and put back while it is down. */
  readonly dir: string;
  readonly pid: number;
  readonly isUp: boolean;
  /** kill -9; resolves when it is gone. It stays down until `start`. */
  kill(): Promise<void>;
  /** In order. */
  stop(): Promise<void>;
  /** On the same data and port; resolves when it answers. */
  start(): Promise<void>;
}

export const roleNames = ['core', 'core:2', 'connector:portal', 'connector:one-stop'] as const;
export type RoleName = (typeof roleNames)[number];

/** One process of the hub. Whenever it ends it is started again at once, unless it is held down. */
export interface Role {
  readonly name: RoleName;
  /** 0 while there is none. */
  readonly pid: number;
  /** How often it was started, how it ended each time: an exit code, or the name of a signal. */
  readonly starts: number;
  readonly ends: readonly (number | string)[];
  /** kill -9; resolves when that process is gone. */
  kill(): Promise<void>;
  /** SIGSTOP and SIGCONT. */
  freeze(): void;
  thaw(): void;
  /** In order, and not started again until `release`. */
  hold(): Promise<void>;
  release(): void;
  /** Environment variables of its next processes, beside those it always has; `undefined` removes one. */
  env(variables: Readonly<Record<string, string | undefined>>): void;
  /** Resolves when the process that runs now, or one started later, has said that it is ready. */
  ready(): Promise<void>;
}

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A city under test: real servers and processes on ports and data of its own, each of which can be struck by itself. */
export interface Town {
  readonly build: Build;
  /** Folder of everything; `data` in it is the hub's `--data`, `config` its own copy of the configuration. */
  readonly dir: string;
  readonly data: string;
  readonly config: string;
  /** The arguments `--config … --data … --set …` of every call of the hub. */
  readonly place: readonly string[];
  /** One broker, or three. */
  readonly brokers: readonly Server[];
  /** Of the broker's users; `admin` may do everything. */
  readonly kafka: { readonly urls: readonly string[]; readonly users: Readonly<Record<string, string>> };
  readonly postgres: Server;
  /** Address of the hub's door for the portal. */
  readonly door: string;
  /** The stand-ins, their ledger and how one hands something in. */
  readonly outside: Outside;
  readonly portal: Portal;
  readonly oneStop: OneStop;
  readonly authority: Authority;
  role(name: RoleName): Role;
  /** An administrator's command of the hub under test, run to its end. */
  hub(...words: string[]): Promise<Ended>;
  /** Reads PostgreSQL as an outsider; rejects while it is down. */
  query<Row extends QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  /** What the roles have written to their logs so far, JSON lines. */
  log(role: RoleName): Promise<string>;
  /** Resolves when every role is ready; starts nothing. */
  ready(): Promise<void>;
  /** Everything ends; the data stays. */
  stop(): Promise<void>;
}

/** A continuous flow of submissions under a seed. */
export interface Load {
  /** Submissions that are in the ledger. */
  submitted(): number;
  /** Resolves when `count` more are acknowledged, so that a fault strikes into the flow; rejects when nothing moves for long. */
  until(count: number): Promise<void>;
  /** No new dossiers; what was begun goes on to its end. Resolves when nothing is under way any more. */
  pause(): Promise<void>;
  /** Goes on after `pause`. */
  resume(): void;
}

/** What of the promises was broken. */
export const figures = ['lost', 'phantom', 'doubled', 'reordered', 'stuck', 'unverifiable'] as const;
export type Figure = (typeof figures)[number];

export interface Finding {
  readonly figure: Figure;
  /** Number in the ledger, or 0 for what no ledger knows. */
  readonly n: number;
  readonly what: string;
}

export interface Verdict extends Readonly<Record<Figure, number>> {
  readonly submitted: number;
  readonly findings: readonly Finding[];
}

/** What a fault may use. */
export interface Blow {
  readonly town: Town;
  readonly load: Load;
  readonly random: Random;
  /** Aborted when somebody wants the run to end. */
  readonly stop: AbortSignal;
  /** How long the fault should last where it has a length: `short` in the test that runs with all others. */
  readonly length: 'short' | 'full';
  /** Waits until all that was acknowledged is settled; answers how much is left when nothing moves any more. */
  settled(): Promise<number>;
  /** What is right for this submission (by its number in the ledger) after all, because the fault changed the rules. */
  expect(n: number, outcome: Expected): void;
  /** One line of progress. */
  say(what: Sentence): void;
}

/** Builds that break nothing: the product with places to strike at, and with a clock that can be set ahead. */
export type VariantName = 'crash-points' | 'clock';

/** Something that goes wrong in a city. */
export interface Fault {
  readonly name: string;
  readonly title: Sentence;
  /** Builds, servers that it cannot do without. */
  readonly needs?: { readonly brokers?: 3; readonly variant?: VariantName };
  /** Faults of one group strike one after the other into one load, and share its draining and comparison. */
  readonly group?: string;
  /**
   * Strikes while load flows, and mends: when it resolves, everything that it broke is whole again and what was begun may be drained.
   * Answers what the hub did otherwise than promised and the comparison from outside cannot see. Throws when the fault itself could not be made.
   */
  strike(blow: Blow): Promise<readonly Finding[]>;
}

/** A build with one promise taken out on purpose: a bench that does not notice is worth nothing. */
export interface Sabotage {
  readonly name: string;
  readonly title: Sentence;
  /** Makes the variant and answers it. */
  build(): Promise<Build>;
  /** What shows it: faults by name (under load, then drained and compared), or a probe of its own. */
  readonly provokes: readonly string[] | ((blow: Blow) => Promise<readonly Finding[]>);
  /** What gave it away, or `undefined`: not noticed. */
  caught(verdict: Verdict): string | undefined;
}

/** A place in the hub's code where the variant `crash-points` can be told to end its own process by SIGKILL. */
export interface CrashPoint {
  /** E.g. `7-record-before-commit`. */
  readonly name: string;
  readonly title: Sentence;
  /** The role that passes it. */
  readonly role: 'core' | 'connector:portal' | 'connector:one-stop';
}

/**
 * Environment of a variant's processes. `crash`: folder of the armed points; a process whose role is `core:2` looks for `<folder>/core:2/<name>`
 * (the role's name with `:` as it is), unlinks the file and ends. `aheadMs`: how far its clock (Date) is ahead.
 */
export const variantEnv = { crash: 'LIENTHONG_FAULTS_CRASH', aheadMs: 'LIENTHONG_FAULTS_AHEAD_MS' } as const;
