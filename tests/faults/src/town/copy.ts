import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A folder as it was. */
export interface Copy {
  /** The folder is as it was then. */
  putBack(): Promise<void>;
}

/** Nobody may write into the folder while it is copied or put back. */
export async function copyOf(folder: string, name: string): Promise<Copy> {
  const copy = `${folder}.${name}`;
  const replace = async (from: string, to: string): Promise<void> => {
    await rm(to, { recursive: true, force: true });
    await run('cp', ['-a', from, to]);
  };
  await replace(folder, copy);
  return { putBack: () => replace(copy, folder) };
}
