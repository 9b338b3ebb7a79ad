import { isRecord } from '@lienthong/message';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The codes of all agencies of the axis, and when it gave them. */
export interface Agencies {
  readonly codes: ReadonlySet<string>;
  readonly at: Date;
}

/** The last list that was had, on disk: known again after a start, and for `check`, which is another process. */
export class AgenciesFile {
  constructor(private readonly path: string) {}

  /** `undefined`: none yet. Throws an `Error` for a file that cannot be read, or is none of ours. */
  async read(): Promise<Agencies | undefined> {
    const text = await readFile(this.path, 'utf8').catch((cause: unknown) => {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw cause;
    });
    return text === undefined ? undefined : agenciesIn(JSON.parse(text));
  }

  async keep({ codes, at }: Agencies): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true, mode: 0o700 });
    await writeFile(`${this.path}.new`, JSON.stringify({ at: at.toISOString(), codes: [...codes] }), { mode: 0o600, flush: true });
    await rename(`${this.path}.new`, this.path);
  }
}

function agenciesIn(value: unknown): Agencies {
  const { at, codes } = isRecord(value) ? value : {};
  const time = new Date(typeof at === 'string' ? at : NaN);
  if (Number.isNaN(time.getTime()) || !Array.isArray(codes) || !codes.every((code) => typeof code === 'string'))
    throw new Error('not a list of agencies');
  return { codes: new Set(codes), at: time };
}
