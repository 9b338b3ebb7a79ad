import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync } from 'node:fs';
import { mkdir, open, readFile, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EvidenceError } from '../error';
import type { SignedHead, TreeHead } from '../model';
import { readCheckpoint } from '../note/checkpoint';
import { collect } from './collect';
import { NewestNote } from './newest';
import type { TileFile } from './path';

const staging = '.staging';
/** The newest signed note: those who read the log are shown it as `checkpoint` when its tiles are there. */
const newest = 'newest';
const allowed = /^(?:[a-z0-9][a-z0-9.]*\/)*[a-z0-9][a-z0-9.]*$/;

/**
 * The published log as a folder that any web server can offer (C2SP tlog-tiles). One writer at a time: the holder of the log's lease.
 * It is also the hub's memory outside the database: what was published here must never be contradicted.
 */
export class TileDirectory {
  private readonly note: NewestNote;

  /** `vkey`: the log's verifier key; who signs remembers only what that key signed. */
  constructor(
    private readonly root: string,
    vkey?: string,
  ) {
    this.note = new NewestNote(join(root, newest), vkey);
  }

  async read(path: string): Promise<Uint8Array | undefined> {
    return unlessMissing(readFile(this.at(path)));
  }

  /** The newest head that was signed, published or not; `undefined` before the first. */
  newest(): TreeHead | undefined {
    const [signed, published] = [this.note.read(), this.published()];
    return (signed?.size ?? 0) < (published?.size ?? 0) ? published : signed;
  }

  /**
   * Keeps a signed head before anybody acts on it: whatever is signed later must extend it. Repeating it is harmless.
   * @throws EvidenceError `evidence.older-tree`, `evidence.forked-tree`: nothing was written
   */
  async remember(head: SignedHead): Promise<void> {
    const lastLook = (): void => mustFollow(this.newest(), head);
    if (await this.note.write(head.note, lastLook)) return;
    await this.write([{ path: newest, bytes: NewestNote.of(head.note) }], lastLook);
  }

  /** What readers of this head's checkpoint need: tiles and its seal. Named by their content, and written by anybody. */
  async prepare(head: SignedHead, tiles: readonly TileFile[]): Promise<void> {
    await this.write([...tiles, ...sealFiles(head, `seal/${head.size}`)]);
  }

  /**
   * Makes everything ready to show a head that is prepared already, so that a reader who sees a checkpoint finds all it needs. What it
   * gives shows the head, and throws EvidenceError `evidence.older-tree` or `evidence.forked-tree` when another one was faster.
   */
  async publication(head: SignedHead): Promise<() => Promise<void>> {
    const staged = await this.stageAll([...sealFiles(head, 'seal'), { path: 'checkpoint', bytes: Buffer.from(head.note) }]);
    return () => this.place(staged, () => mustFollow(this.published(), head));
  }

  /**
   * Each file appears whole or not at all, in the given order, and survives a power cut: all are synced, renamed, each folder synced once.
   * `lastLook` may refuse when everything but the renaming is done, so that a writer that slept over a newer one hides nothing of it.
   */
  async write(files: readonly TileFile[], lastLook?: () => void): Promise<void> {
    await this.place(await this.stageAll(files), lastLook);
  }

  private async stageAll(files: readonly TileFile[]): Promise<Staged> {
    const targets = files.map(({ path }) => this.at(path));
    await mkdir(join(this.root, staging), { recursive: true });
    const created = await Promise.all([...new Set(targets.map(dirname))].map(makeFolder));
    const temporary = await Promise.all(files.map(({ bytes }) => this.stage(bytes)));
    return {
      renames: targets.map((target, i) => [temporary[i] ?? '', target] as const),
      folders: [...targets.map(dirname), ...created.flat()],
    };
  }

  /** In one turn, with nothing between the look and the last renaming. */
  private async place({ renames, folders }: Staged, lastLook?: () => void): Promise<void> {
    lastLook?.();
    for (const [temporary, target] of renames) renameSync(temporary, target);
    await Promise.all([...new Set(folders)].map(syncFolder));
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

  /** The head that readers see. */
  published(): TreeHead | undefined {
    try {
      return readCheckpoint(readFileSync(this.at('checkpoint'), 'utf8'));
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
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

interface Staged {
  readonly renames: readonly (readonly [temporary: string, target: string])[];
  /** To be synced. */
  readonly folders: readonly string[];
}

function mustFollow(before: TreeHead | undefined, head: TreeHead): void {
  if (!before) return;
  if (before.size > head.size)
    throw new EvidenceError('evidence.older-tree', `sealing a tree of ${head.size}: one of ${before.size} is sealed already`);
  if (before.size === head.size && Buffer.compare(before.root, head.root) !== 0)
    throw new EvidenceError('evidence.forked-tree', `sealing a tree of ${head.size}: another one of that size is sealed`);
}

const sealFiles = (head: SignedHead, name: string): TileFile[] => [
  { path: `${name}.txt`, bytes: Buffer.from(head.sealText) },
  { path: `${name}.p7s`, bytes: head.sealP7s },
];

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
