import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { type WriteStream, createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { signalGroup } from './process';

export interface Ended {
  /** 128 + 15 when a signal ended it. */
  readonly code: number;
  readonly stdout: string;
}

export interface RunOptions {
  /** Takes what it prints to stderr (and to stdout, if `verbose`), appended. */
  readonly log: string;
  readonly verbose?: boolean;
  readonly stop?: AbortSignal;
}

/** A process group of its own: Ctrl-C at the terminal reaches only the stage, which stops its children in order. */
const own = (stdio: SpawnOptions['stdio']): SpawnOptions => ({ stdio, detached: true });

/** Runs a Node program to its end; `stop` ends it. */
export async function run(args: readonly string[], { log, stop, verbose = false }: RunOptions): Promise<Ended> {
  const file = await openLog(log);
  const child = spawn(process.execPath, args, own(['ignore', 'pipe', 'pipe']));
  const end = (): void => signalGroup(child.pid ?? 0, 'SIGTERM');
  stop?.addEventListener('abort', end, { once: true });
  if (stop?.aborted) end();
  const chunks: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
  copyTo(file, child, verbose);
  const code = await closed(child);
  stop?.removeEventListener('abort', end);
  return { code, stdout: Buffer.concat(chunks).toString('utf8') };
}

export interface Service {
  readonly pid: number;
  /** Resolves when it ended, for whatever reason. */
  readonly ended: Promise<number>;
  /** SIGTERM, then SIGKILL to its group after `patience` milliseconds. */
  stop(patience: number): Promise<void>;
  kill(): void;
}

/** A service that says when it is ready. */
export interface Starting extends Service {
  /** Resolves when it has printed a line that is `ready`. Throws {@link NotReady} when it ended, when `patience` milliseconds passed, at `stop`. */
  untilReady(patience: number, stop: AbortSignal): Promise<void>;
}

/** Starts a Node program that goes on; from now on somebody must stop it. */
export async function startService(args: readonly string[], log: string): Promise<Starting> {
  const file = await openLog(log);
  const child = spawn(process.execPath, args, own(['ignore', 'pipe', 'pipe']));
  const service = serviceOf(child);
  const ready = line(child, 'ready');
  copyTo(file, child, true);
  return {
    ...service,
    untilReady: async (patience, stop) => {
      const waited = sleep(patience, 'late' as const, { signal: stop, ref: false }).catch(() => 'stopped' as const);
      const first = await Promise.race([ready, service.ended, waited]);
      if (first !== 'ready') throw new NotReady(first);
    },
  };
}

/** A program that draws on our terminal. */
export const startViewer = (args: readonly string[]): Service => serviceOf(spawn(process.execPath, args, own('inherit')));

export class NotReady extends Error {
  override readonly name = 'NotReady';

  /** A number: it ended with this code. */
  constructor(readonly why: number | 'late' | 'stopped') {
    super(typeof why === 'number' ? `ended with code ${why} before it was ready` : `not ready: ${why}`);
  }
}

function serviceOf(child: ChildProcess): Service {
  const pid = child.pid ?? 0;
  const ended = exitOf(child);
  const kill = (): void => {
    if (child.exitCode === null && child.signalCode === null) signalGroup(pid, 'SIGKILL');
  };
  return {
    pid,
    ended,
    kill,
    stop: async (patience) => {
      child.kill('SIGTERM');
      const insist = setTimeout(kill, patience);
      await ended;
      clearTimeout(insist);
    },
  };
}

const exitOf = (child: ChildProcess): Promise<number> =>
  new Promise((resolve) => {
    child.once('error', () => resolve(127));
    child.once('exit', (code) => resolve(code ?? 143));
  });

/** Like {@link exitOf}, but all that it printed has been read. */
const closed = (child: ChildProcess): Promise<number> =>
  new Promise((resolve) => {
    child.once('error', () => resolve(127));
    child.once('close', (code) => resolve(code ?? 143));
  });

function line(child: ChildProcess, wanted: string): Promise<'ready'> {
  let rest = '';
  return new Promise((resolve) =>
    child.stdout?.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString('utf8')).split('\n');
      rest = lines.pop() ?? '';
      if (lines.some((text) => text.trim() === wanted)) resolve('ready');
    }),
  );
}

async function openLog(log: string): Promise<WriteStream> {
  await mkdir(dirname(log), { recursive: true });
  const file = createWriteStream(log, { flags: 'a', mode: 0o600 });
  // a log that cannot be written must not end what it tells of
  file.on('error', () => undefined);
  return file;
}

function copyTo(file: WriteStream, child: ChildProcess, verbose: boolean): void {
  if (verbose) child.stdout?.pipe(file, { end: false });
  child.stderr?.pipe(file, { end: false });
  child.once('close', () => file.end());
}
