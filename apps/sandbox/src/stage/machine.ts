import { statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { StageError } from './errors';

export const neededBytes = 2 * 1024 ** 3;

/** `free` answers the bytes that are left for us on the disk of `dir`. Throws `stage.disk-full`. */
export async function requireDisk(dir: string, free: (dir: string) => Promise<number> = freeBytes): Promise<void> {
  const left = await free(dir);
  if (left < neededBytes) throw new StageError('stage.disk-full', `${dir}: ${gib(left)} < ${gib(neededBytes)}`);
}

/** A port that the city wants, for whom, and the setting that moves it. */
export interface WantedPort {
  readonly host: string;
  readonly port: number;
  readonly who: string;
  readonly setting: string;
}

/** Throws `stage.port-busy` for the first one on which somebody listens. */
export async function requirePorts(wanted: readonly WantedPort[]): Promise<void> {
  for (const { host, port, who, setting } of wanted)
    if (!(await isFree(host, port))) throw new StageError('stage.port-busy', `${host}:${port} (${who}; --set ${setting})`);
}

async function freeBytes(dir: string): Promise<number> {
  const { bavail, bsize } = await statfs(dir);
  return bavail * bsize;
}

const gib = (bytes: number): string => `${(bytes / 1024 ** 3).toFixed(1)} GiB`;

const isFree = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
