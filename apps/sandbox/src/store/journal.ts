import { type FileHandle, mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';

interface Waiting {
  readonly line: string;
  readonly done: () => void;
  readonly failed: (cause: unknown) => void;
}

/**
 * Append-only JSON lines. A stand-in answers only after `append` resolved: what it acknowledged survives a power cut, and what
 * it did is found again by reading the file from the start.
 */
export class Journal<T> {
  private waiting: Waiting[] = [];
  private writing: Promise<void> | undefined;
  private broken: Error | undefined;

  private constructor(
    private readonly file: FileHandle,
    private readonly records: T[],
  ) {}

  /** Creates the file and its folder when absent. A last line without its end was never acknowledged: it is cut off. */
  static async open<T>(path: string): Promise<Journal<T>> {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(path, 'a+', 0o600);
    try {
      return new Journal(file, await recover<T>(file, path));
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** All records, oldest first, including those that are on their way to the disk. */
  all(): readonly T[] {
    return this.records;
  }

  /** Resolves when the record is on disk. Records that wait at the same time share one fsync. After an error nothing is taken any more. */
  append(record: T): Promise<void> {
    if (this.broken) return Promise.reject(this.broken);
    this.records.push(record);
    const written = new Promise<void>((done, failed) => this.waiting.push({ line: `${JSON.stringify(record)}\n`, done, failed }));
    this.writing ??= this.write().finally(() => (this.writing = undefined));
    return written;
  }

  async close(): Promise<void> {
    await this.writing;
    await this.file.close();
  }

  private async write(): Promise<void> {
    while (this.waiting.length > 0) {
      const group = this.waiting;
      this.waiting = [];
      try {
        await this.file.appendFile(group.map((each) => each.line).join(''));
        await this.file.datasync();
        for (const each of group) each.done();
      } catch (cause) {
        this.broken = new Error('the journal cannot be written; restart the stand-in when the disk is in order', { cause });
        for (const each of group) each.failed(this.broken);
      }
    }
  }
}

async function recover<T>(file: FileHandle, path: string): Promise<T[]> {
  await syncFolder(dirname(path));
  const text = await readFile(path, 'utf8');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole.length < text.length) await file.truncate(Buffer.byteLength(whole));
  return parse<T>(whole, path);
}

/** Makes the file's own entry as durable as its lines. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  await folder.sync();
  await folder.close();
}

function parse<T>(text: string, path: string): T[] {
  const lines = text.split('\n').slice(0, -1);
  return lines.map((line, index) => {
    try {
      return JSON.parse(line) as T;
    } catch (cause) {
      throw new Error(`${path} line ${index + 1} is not JSON: restore the file or remove it to start this stand-in afresh`, { cause });
    }
  });
}
