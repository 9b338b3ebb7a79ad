import { execFile } from 'node:child_process';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { NotMade } from '../not-made';

const run = promisify(execFile);

/** A small file system of its own below a folder. */
export interface Disk {
  /** Nothing more fits on it. */
  fill(): Promise<void>;
  free(): Promise<void>;
  /** The folder lies where it lay before, with what is in it now. Nobody may use it meanwhile. */
  remove(): Promise<void>;
}

const forbidden = {
  vi: 'không được phép gắn (mount) một hệ thống tệp nhỏ: hãy chạy bằng root, trong container thì cần CAP_SYS_ADMIN',
  en: 'mounting a small file system is not permitted: run this as root, in a container with CAP_SYS_ADMIN',
};

/** Moves what is in `dir` onto a tmpfs with `spareMib` to spare. Nobody may use the folder meanwhile. Throws {@link NotMade} where that is not permitted. */
export async function smallDisk(dir: string, spareMib: number): Promise<Disk> {
  const { uid, gid, mode } = await stat(dir);
  const size = Math.ceil((await kibIn(dir)) / 1_024) + spareMib;
  await rename(dir, `${dir}.whole`);
  await mkdir(dir);
  try {
    const options = `size=${size}m,uid=${uid},gid=${gid},mode=${(mode & 0o777).toString(8)}`;
    await run('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', dir]);
  } catch (cause) {
    await rm(dir, { recursive: true });
    await rename(`${dir}.whole`, dir);
    throw new NotMade(forbidden, { cause });
  }
  await run('cp', ['-a', `${dir}.whole/.`, dir]);
  const filler = join(dir, 'filler');
  return {
    fill: () => writeUntilFull(filler),
    free: () => rm(filler, { force: true }),
    remove: async () => {
      await rm(filler, { force: true });
      await rm(`${dir}.whole`, { recursive: true });
      await run('cp', ['-a', dir, `${dir}.whole`]);
      await run('umount', ['--lazy', dir]); // whoever is reading the published log, as anybody may, reads to the end
      await rm(dir, { recursive: true });
      await rename(`${dir}.whole`, dir);
    },
  };
}

async function kibIn(dir: string): Promise<number> {
  const { stdout } = await run('du', ['-sk', dir]);
  return Number.parseInt(stdout, 10);
}

async function writeUntilFull(file: string): Promise<void> {
  const handle = await open(file, 'a');
  try {
    for (const size of [1 << 20, 1 << 12, 1]) for (const block = Buffer.alloc(size); ;) if (!(await fits(handle.appendFile(block)))) break;
  } finally {
    await handle.close();
  }
}

const fits = (writing: Promise<void>): Promise<boolean> =>
  writing.then(
    () => true,
    (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return false;
      throw error;
    },
  );

/** What an ended fault has left mounted below `dir`. */
export async function unmountBelow(dir: string): Promise<void> {
  const mounts = await readFile('/proc/mounts', 'utf8').catch(() => '');
  const below = mounts.split('\n').flatMap((line) => line.split(' ')[1] ?? []);
  for (const mounted of below.filter((place) => place.startsWith(`${dir}/`))) await run('umount', [mounted]);
}
