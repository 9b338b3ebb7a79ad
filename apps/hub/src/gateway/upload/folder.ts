import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileHandle } from 'node:fs/promises';

/** Private files of requests under way. Nothing in it outlives its request, and nothing outlives the process for longer than until the next start. */
export class UploadFolder {
  private constructor(private readonly dir: string) {}

  /** Makes the folder, readable by this role alone, and removes what a killed process left. */
  static async open(dir: string): Promise<UploadFolder> {
    await mkdir(dir, { recursive: true, mode: 0o700 });
    for (const name of await readdir(dir)) if (name.endsWith('.part')) await rm(join(dir, name), { force: true });
    return new UploadFolder(dir);
  }

  async create(): Promise<{ readonly path: string; readonly handle: FileHandle }> {
    const path = join(this.dir, `${randomUUID()}.part`);
    return { path, handle: await open(path, 'wx', 0o600) };
  }
}
