import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EvidenceError } from '../error';
import type { SignedHead } from '../model';
import { readCheckpoint } from '../note/checkpoint';
import { collect } from './collect';
import type { TileFile } from './path';

const staging = '.staging';
const allowed = /^(?:[a-z0-9][a-z0-9.]*\/)*[a-z0-9][a-z0-9.]*$/;

/**
 * The published log as a folder that any web server can offer (C2SP tlog-tiles). One writer at a time: the holder of the log's lease.
 * It is also the hub's memory outside the database: what was published here must never be contradicted.
 */
export class TileDirectory {
  constructor(private readonly root: string) {}

  async read(path: string): Promise<Uint8Array | undefined> {
    return unlessMissing(readFile(this.at(path)));
  }

  /** The newest published signed note, `undefined` before the first. */
  async checkpoint(): Promise<string | undefined> {
    const bytes = await this.read('checkpoint');
    return bytes && Buffer.from(bytes).toString('utf8');
  }

  /**
   * Shows a signed head whose tiles are written already: its seal, and when that is durable the checkpoint, so that a reader who sees a
   * checkpoint finds all it needs. Repeating a published head is harmless.
   * @throws EvidenceError `evidence.older-tree`, `evidence.forked-tree`: nothing was written
   */
  async publish(head: SignedHead): Promise<void> {
    const lastLook = (): Promise<void> => this.mustNotContradict(head);
    await this.write(sealFiles(head), lastLook);
    await this.write([{ path: 'checkpoint', bytes: Buffer.from(head.note) }], lastLook);
  }

  /**
   * Each file appears whole or not at all, in the given order, and survives a power cut: all are synced, renamed, each folder synced once.
   * `lastLook` may refuse when everything but the renaming is done, so that a writer that slept over a newer one hides nothing of it.
   */
  async write(files: readonly TileFile[], lastLook?: () => Promise<void>): Promise<void> {
    const targets = files.map(({ path }) => this.at(path));
    await mkdir(join(this.root, staging), { recursive: true });
    const created = await Promise.all([...new Set(targets.map(dirname))].map(makeFolder));
    const temporary = await Promise.all(files.map(({ bytes }) => this.stage(bytes)));
    await lastLook?.();
    for (const [index, target] of targets.entries()) await rename(temporary[index] ?? '', target);
    await Promise.all([...new Set([...targets.map(dirname), ...created.flat()])].map(syncFolder));
  }

  /** Removes partial tiles and seals that none of the trees of these sizes needs; those of a newer tree stay. */
  async collect(kept: readonly number[]): Promise<void> {
    await collect(this.root, kept);
  }

  /** Removes what a writer that was interrupted before `before` left behind. */
  async clean(before: Date): Promise<void> {
    const folder = join(this.root, staging);
    for (const name of (await unlessMissing(readdir(folder))) ?? []) {
      const found = await unlessMissing(stat(join(folder, name)));
      if (found && found.mtime < before) await rm(join(folder, name), { force: true });
    }
  }

  private async mustNotContradict(head: SignedHead): Promise<void> {
    const note = await this.checkpoint();
    const published = note === undefined ? undefined : readCheckpoint(note);
    if (!published) return;
    if (published.size > head.size)
      throw new EvidenceError('evidence.older-tree', `publishing a tree of ${head.size}: one of ${published.size} is published already`);
    if (published.size === head.size && Buffer.compare(published.root, head.root) !== 0)
      throw new EvidenceError('evidence.forked-tree', `publishing a tree of ${head.size}: another one of that size is published`);
  }

  private async stage(bytes: Uint8Array): Promise<string> {
    const temporary = join(this.root, staging, randomUUID());
    const file = await open(temporary, 'wx', 0o644);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    return temporary;
  }

  private at(path: string): string {
    if (!allowed.test(path)) throw new EvidenceError('evidence.malformed', 'opening a file of the log: not a path of a tile directory');
    return join(this.root, path);
  }
}

function sealFiles(head: SignedHead): TileFile[] {
  const text = Buffer.from(head.sealText);
  return ['seal', `seal/${head.size}`].flatMap((name) => [
    { path: `${name}.txt`, bytes: text },
    { path: `${name}.p7s`, bytes: head.sealP7s },
  ]);
}

/** The parents of folders that had to be made: they too must be synced. */
async function makeFolder(folder: string): Promise<string[]> {
  const first = await mkdir(folder, { recursive: true });
  const parents: string[] = [];
  for (let at = folder; first !== undefined && at.length >= first.length; at = dirname(at)) parents.push(dirname(at));
  return parents;
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function unlessMissing<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
