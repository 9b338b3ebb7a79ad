import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { type ProcessId, identify, isAlive } from '@lienthong/embedded';
import { StageError } from './errors';
import { end } from './process';

interface Held {
  readonly owner: ProcessId;
  readonly hub?: ProcessId;
}

export interface Lock {
  /** To be told as soon as the hub is spawned, so that the next start can end it when this one was killed. */
  hubIs(pid: number): Promise<void>;
  release(): Promise<void>;
}

/** Takes the data folder for this process. Throws `stage.running` while its owner lives; what a dead owner left running is ended first. */
export async function takeLock(file: string, pid: number): Promise<Lock> {
  const before = await read(file);
  if (before && before.owner.pid !== pid && isAlive(before.owner)) throw new StageError('stage.running', `pid ${before.owner.pid}`);
  if (before?.hub) await end(before.hub, 15_000);
  await rm(file, { force: true });
  const owner = identify(pid);
  await create(file, { owner });
  return {
    hubIs: (hub) => replace(file, { owner, hub: identify(hub) }),
    release: () => rm(file, { force: true }),
  };
}

/** A file that is absent, or of which only a part was written, holds nothing. */
async function read(file: string): Promise<Held | undefined> {
  try {
    const held = JSON.parse(await readFile(file, 'utf8')) as Partial<Held> | null;
    return held?.owner ? { ...held, owner: held.owner } : undefined;
  } catch {
    return undefined;
  }
}

async function create(file: string, held: Held): Promise<void> {
  await writeFile(file, JSON.stringify(held), { flag: 'wx' }).catch(async (cause: unknown) => {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') throw new StageError('stage.running', file, { cause });
    await rm(file, { force: true });
    throw cause;
  });
}

/** Written beside and renamed: whoever reads it never finds half of it. */
async function replace(file: string, held: Held): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify(held));
  await rename(`${file}.new`, file);
}
