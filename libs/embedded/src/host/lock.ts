import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedError } from '../errors';
import { end, identify, isAlive, type ProcessId } from './process';

interface Held {
  readonly owner: ProcessId;
  readonly server?: ProcessId;
}

/** Says which process uses a data folder: its owner (who started the server) and the server. Kept in `<dir>/lienthong.lock`. */
export interface FolderLock {
  /** To be called as soon as the server is spawned. */
  holds(server: ProcessId): Promise<void>;
  release(): Promise<void>;
}

// A file that is absent or was cut off in the middle of writing says nothing.
async function read(file: string): Promise<Held | undefined> {
  try {
    const held = JSON.parse(await readFile(file, 'utf8')) as Partial<Held> | null;
    return held?.owner ? { ...held, owner: held.owner } : undefined;
  } catch {
    return undefined;
  }
}

const inUse = (service: string, dir: string, pid: number): EmbeddedError =>
  new EmbeddedError('embedded.already-running', {
    vi: `${service} của thư mục ${dir} đang được tiến trình ${String(pid)} chạy. Hãy dừng nó (Ctrl-C tại cửa sổ đó, hoặc: kill ${String(pid)}) rồi thử lại.`,
    en: `${service} of folder ${dir} is already run by process ${String(pid)}. Stop that one (Ctrl-C in its window, or: kill ${String(pid)}), then try again.`,
  });

/**
 * Takes the folder. Rejects with `embedded.already-running` while the owner lives. A lock whose owner is gone is stale: a server that
 * outlived its owner (killed -9) is stopped first with `stopSignal`, so that the new owner starts it with its own settings.
 */
export async function lockFolder(service: string, dir: string, stopSignal: NodeJS.Signals): Promise<FolderLock> {
  const file = join(dir, 'lienthong.lock');
  const before = await read(file);
  if (before && isAlive(before.owner)) throw inUse(service, dir, before.owner.pid);
  if (before?.server) await end(before.server, stopSignal, 10_000);
  await rm(file, { force: true });

  const owner = identify(process.pid);
  await writeFile(file, JSON.stringify({ owner }), { flag: 'wx', mode: 0o600 }).catch(async (cause: unknown) => {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    throw inUse(service, dir, (await read(file))?.owner.pid ?? 0);
  });
  return {
    holds: (server) => writeFile(file, JSON.stringify({ owner, server }), { mode: 0o600 }),
    release: () => rm(file, { force: true }),
  };
}
