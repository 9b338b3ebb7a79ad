import { randomUUID } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Issued } from './model';

/** `index.json`: written last when a city is issued, so that its presence means that all other files are there. */
export interface Register {
  readonly baseUrl: string;
  readonly issued: readonly Issued[];
}

export async function readRegister(dir: string): Promise<Register | undefined> {
  try {
    return JSON.parse(await readFile(join(dir, 'index.json'), 'utf8')) as Register;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new Error(`${join(dir, 'index.json')} cannot be read: remove the folder to issue the sandbox certificates again`, {
      cause: error,
    });
  }
}

/** Replaces the file as a whole. */
export async function writeRegister(dir: string, register: Register): Promise<void> {
  const draft = join(dir, `.index-${randomUUID()}`);
  await writeFile(draft, `${JSON.stringify(register, undefined, 2)}\n`);
  await rename(draft, join(dir, 'index.json'));
}
