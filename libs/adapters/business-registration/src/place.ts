import { later } from '@lienthong/message';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The number of the last change that was taken, on disk. For one process: the zone's. */
export class Place {
  constructor(private readonly path: string) {}

  /** `undefined`: none yet. Throws `enterprise.place-unreadable`: whoever begins anew by mistake hands everything in again. */
  async read(): Promise<number | undefined> {
    try {
      const text = await readFile(this.path, 'utf8');
      const after = Number(/^(\d{1,16})\n$/.exec(text)?.[1] ?? NaN);
      if (Number.isNaN(after)) throw new Error('not a number and a line end');
      return after;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw this.unusable(cause);
    }
  }

  /** Resolves when it is on disk; a crash before leaves the place before. */
  async move(after: number): Promise<void> {
    try {
      await mkdir(dirname(this.path), { recursive: true, mode: 0o700 });
      await writeFile(`${this.path}.new`, `${after}\n`, { mode: 0o600, flush: true });
      await rename(`${this.path}.new`, this.path);
    } catch (cause) {
      throw this.unusable(cause);
    }
  }

  private unusable(cause: unknown): Error {
    return later('enterprise.place-unreadable', { file: this.path, reason: (cause as Error).message }, cause);
  }
}
