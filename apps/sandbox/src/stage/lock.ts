import { open, readFile, rm, writeFile } from 'node:fs/promises';
import { StageError } from './errors';
import { type ProcessId, end, identify, isAlive } from './process';

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
    hubIs: (hub) => writeFile(file, JSON.stringify({ owner, hub: identify(hub) })),
    release: () => rm(file, { force: true }),
  };
}

const read = (file: string): Promise<Held | undefined> =>
  readFile(file, 'utf8')
    .then((text) => JSON.parse(text) as Held)
    .catch(() => undefined);

async function create(file: string, held: Held): Promise<void> {
  const handle = await open(file, 'wx').catch((cause: unknown) => {
    throw new StageError('stage.running', file, { cause });
  });
  await handle.writeFile(JSON.stringify(held));
  await handle.close();
}
