import { type FileHandle, mkdir, open, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Memo } from './plan';

/** What the connector knows of a dossier that is under way. Nothing of a person. */
export interface Known extends Omit<Memo, 'over'> {
  /** Ministry 2026: the portal's code, kept before the dossier is created under it, and its id, once there is one. */
  readonly portalCode?: string;
  readonly id?: string;
  /** Milliseconds since the epoch when it came to its end. */
  readonly endedAt?: number;
}

/** A last step may come again after a restart, and must find the dossier's id then. */
const keptAfterEndMs = 30 * 86_400_000;

/**
 * JSON lines, each on disk before it counts; read again at the start, when only what still holds is written back. A dossier is forgotten
 * 30 days after its end. For one process: the zone's.
 */
export class Memory {
  private readonly known = new Map<string, Known>();
  private opening: Promise<FileHandle> | undefined;
  private last: Promise<void> = Promise.resolve();

  constructor(
    private readonly path: string,
    private readonly now: () => Date,
  ) {}

  async of(code: string): Promise<Known | undefined> {
    await this.file();
    return this.known.get(code);
  }

  /** Resolves when it is on disk. */
  async learn(code: string, { over, ...news }: Omit<Partial<Known>, 'endedAt'> & { readonly over?: boolean }): Promise<void> {
    const file = await this.file();
    const known = { ...this.known.get(code), ...news, ...(over && { endedAt: this.now().getTime() }) };
    this.known.set(code, known);
    const line: Line = { code, known };
    const written = this.last.then(async () => {
      await file.appendFile(`\n${JSON.stringify(line)}\n`);
      await file.datasync();
    });
    this.last = written.catch(() => undefined);
    await written;
  }

  async close(): Promise<void> {
    const file = await this.opening?.catch(() => undefined);
    this.opening = undefined;
    await this.last;
    await file?.close();
  }

  private file(): Promise<FileHandle> {
    return (this.opening ??= this.open().catch((cause: unknown) => {
      this.opening = undefined;
      throw cause;
    }));
  }

  private async open(): Promise<FileHandle> {
    await mkdir(dirname(this.path), { recursive: true, mode: 0o700 });
    const text = await readFile(this.path, 'utf8').catch((cause: unknown) => {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return '';
      throw cause;
    });
    this.known.clear();
    for (const { code, known } of text.split('\n').flatMap(readLine)) this.known.set(code, known);
    const eldest = this.now().getTime() - keptAfterEndMs;
    for (const [code, { endedAt }] of this.known) if (endedAt !== undefined && endedAt < eldest) this.known.delete(code);
    const lines = [...this.known].map(([code, known]) => `${JSON.stringify({ code, known })}\n`);
    await writeFile(`${this.path}.new`, lines.join(''), { mode: 0o600, flush: true });
    await rename(`${this.path}.new`, this.path);
    return open(this.path, 'a', 0o600);
  }
}

interface Line {
  readonly code: string;
  readonly known: Known;
}

/** A line that a power cut or a full disk has torn was never acknowledged. */
function readLine(line: string): Line[] {
  try {
    return [JSON.parse(line) as Line];
  } catch {
    return [];
  }
}
