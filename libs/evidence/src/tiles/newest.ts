import { readFileSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { TreeHead } from '../model';
import { openCheckpoint, readCheckpoint } from '../note/checkpoint';

/** Room for one signed note. Each is written over the older of two, in one synced write: a power cut costs that one at most. */
const slot = 4_096;

/** A file with the newest signed note, which changes many times a second. */
export class NewestNote {
  constructor(
    private readonly path: string,
    /** Only what this key signed counts; without it whatever can be read does. */
    private readonly vkey: string | undefined,
  ) {}

  /** From the page cache: no slower than to ask another thread for it. */
  read(): TreeHead | undefined {
    return newestOf(this.slots());
  }

  /**
   * `lastLook` may refuse, with nothing between it and the writing: a process that slept must not write over what another one wrote
   * meanwhile. `false`: there is no such file yet.
   */
  async write(note: string, lastLook: () => void): Promise<boolean> {
    const file = await open(this.path, 'r+').catch(missing);
    if (!file) return false;
    try {
      lastLook();
      const [first, second] = this.slots();
      const older = (first?.size ?? 0) <= (second?.size ?? 0) ? 0 : 1;
      if (writeSync(file.fd, padded(note), 0, slot, older * slot) !== slot) throw new Error(`${this.path} took half a note`);
      await file.datasync();
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
    return [bytes.subarray(0, slot), bytes.subarray(slot, 2 * slot)].map((one) => this.headIn(one));
  }

  private headIn(bytes: Buffer): TreeHead | undefined {
    const note = bytes.toString('utf8').replace(/\0+$/, '');
    try {
      return this.vkey === undefined ? readCheckpoint(note) : openCheckpoint(note, this.vkey);
    } catch {
      return undefined; // half written, or never
    }
  }
}

const newestOf = (heads: readonly (TreeHead | undefined)[]): TreeHead | undefined =>
  heads.flatMap((head) => head ?? []).sort((a, b) => b.size - a.size)[0];

const padded = (note: string): Buffer => Buffer.concat([Buffer.from(note), Buffer.alloc(slot)], slot);

function missing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT' && (error as NodeJS.ErrnoException).code !== 'ENOTDIR') throw error;
}
