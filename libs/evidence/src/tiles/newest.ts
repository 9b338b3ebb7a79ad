import { readFileSync } from 'node:fs';
import { constants, open } from 'node:fs/promises';
import type { TreeHead } from '../model';
import { readCheckpoint } from '../note/checkpoint';

/** Room for one signed note. Each is written over the older of two, in one synced write: a power cut costs that one at most. */
const slot = 4_096;

/** A file with the newest signed note, which changes many times a second. */
export class NewestNote {
  constructor(private readonly path: string) {}

  /** From the page cache: no slower than to ask another thread for it. */
  read(): TreeHead | undefined {
    return this.slots()
      .flatMap((head) => head ?? [])
      .sort((a, b) => b.size - a.size)[0];
  }

  /** `false`: there is no such file yet. */
  async write(note: string): Promise<boolean> {
    const [first, second] = this.slots();
    const file = await open(this.path, constants.O_RDWR | constants.O_DSYNC).catch(missing);
    if (!file) return false;
    try {
      const older = (first?.size ?? 0) <= (second?.size ?? 0) ? 0 : 1;
      await file.write(padded(note), 0, slot, older * slot);
    } finally {
      await file.close();
    }
    return true;
  }

  /** What a new file holds. */
  static of(note: string): Uint8Array {
    return Buffer.concat([padded(note), Buffer.alloc(slot)]);
  }

  private slots(): (TreeHead | undefined)[] {
    let bytes: Buffer;
    try {
      bytes = readFileSync(this.path);
    } catch (error) {
      missing(error);
      return [];
    }
    return [bytes.subarray(0, slot), bytes.subarray(slot, 2 * slot)].map(headIn);
  }
}

const padded = (note: string): Buffer => Buffer.concat([Buffer.from(note), Buffer.alloc(slot)], slot);

function headIn(bytes: Buffer): TreeHead | undefined {
  try {
    return readCheckpoint(bytes.toString('utf8').replace(/\0+$/, ''));
  } catch {
    return undefined; // half written, or never
  }
}

function missing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT' && (error as NodeJS.ErrnoException).code !== 'ENOTDIR') throw error;
}
