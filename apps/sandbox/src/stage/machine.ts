import { constants, existsSync } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { StageError } from './errors';

export const neededBytes = 2 * 1024 ** 3;

/** `free` answers the bytes that are left for us on the disk of `dir`, which need not exist yet. Throws `stage.disk-full`, or EACCES or EROFS. */
export async function requireDisk(dir: string, free: (dir: string) => Promise<number> = freeBytes): Promise<void> {
  const folder = existing(dir);
  await access(folder, constants.W_OK); // mkdir says ENOENT of a read-only disk
  const left = await free(folder);
  if (left < neededBytes) throw new StageError('stage.disk-full', `${dir}: ${gib(left)} < ${gib(neededBytes)}`);
}

/** A port that the city wants, for whom, and the arguments that move it to another port. */
export interface WantedPort {
  readonly host: string;
  readonly port: number;
  readonly who: string;
  readonly moveTo: (port: number) => string;
}

/** Throws `stage.port-busy` for the first one on which somebody listens. */
export async function requirePorts(wanted: readonly WantedPort[]): Promise<void> {
  for (const { host, port, who, moveTo } of wanted)
    if (!(await isFree(host, port))) throw new StageError('stage.port-busy', `${host}:${port} (${who}; ${moveTo(another(port))})`);
}

/** For example: far from all other ports of the city. */
const another = (port: number): number => (port < 55_000 ? port + 10_000 : port - 10_000);

const existing = (dir: string): string => (existsSync(dir) ? dir : existing(dirname(dir)));

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
