import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedError } from '../errors';
import type { FolderLock } from './lock';
import { end, exitOf, identify, type ProcessId } from './process';
import { lastLines } from './run';

/** How to start one server process and how to see that it serves. */
export interface Server {
  readonly service: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly options: SpawnOptions;
  /** Takes standard output and standard error, appended. */
  readonly log: string;
  readonly stopSignal: NodeJS.Signals;
  /** Asked every 20 ms until true. */
  readonly serves: (pid: number) => Promise<boolean>;
}

export interface Running {
  readonly pid: number;
  /** Orderly, and by SIGKILL when it takes longer than 10 s. */
  stop(): Promise<void>;
  /** Like a crash: SIGKILL. */
  kill(): Promise<void>;
}

const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 10_000;

/** Spawns the server, writes it into the lock and resolves when it serves. Rejects with `embedded.did-not-start` and the end of its log. */
export async function launch(server: Server, lock: FolderLock): Promise<Running> {
  const child = await spawnDetached(server);
  const id = identify(child.pid ?? Number.NaN);
  await lock.holds(id);
  await untilServing(server, child, id).catch(async (error: unknown) => {
    await end(id, 'SIGKILL', 0);
    throw error;
  });
  const endBy = (name: NodeJS.Signals) => async (): Promise<void> => {
    await end(id, name, STOP_WITHIN_MS);
    await lock.release();
  };
  return { pid: id.pid, stop: endBy(server.stopSignal), kill: endBy('SIGKILL') };
}

// Detached: Ctrl-C reaches the whole foreground group of a terminal, but a server must outlive those who still write to it.
async function spawnDetached({ command, args, options, log }: Server): Promise<ChildProcess> {
  const output = await open(log, 'a', 0o600);
  try {
    const child = spawn(command, args, { ...options, stdio: ['ignore', output.fd, output.fd], detached: true });
    await once(child, 'spawn');
    child.unref();
    return child;
  } finally {
    await output.close();
  }
}

async function untilServing(server: Server, child: ChildProcess, { pid }: ProcessId): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (!(await server.serves(pid))) {
    const exit = exitOf(child);
    if (exit !== undefined) throw await didNotStart(server, `it ended with ${exit}`);
    if (performance.now() > deadline) throw await didNotStart(server, `no answer within ${String(READY_WITHIN_MS / 1000)} s`);
    await sleep(20);
  }
}

async function didNotStart({ service, log }: Server, what: string): Promise<EmbeddedError> {
  const text = lastLines(await readFile(log, 'utf8'));
  return new EmbeddedError('embedded.did-not-start', {
    vi: `${service} không khởi động được (${what}). Phần cuối nhật ký ${log}:\n${text}`,
    en: `${service} did not start (${what}). The end of its log ${log}:\n${text}`,
  });
}
