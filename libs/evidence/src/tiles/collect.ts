import { readdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { tilePath, width } from './path';

/**
 * Removes partial tiles whose tile is full by now (C2SP tlog-tiles lets readers fall back to it), and partial tiles and seals that no tree
 * of the `kept` sizes needs. What belongs to a tree newer than those is being written, and stays.
 */
export async function collect(root: string, kept: readonly number[]): Promise<void> {
  const newest = Math.max(...kept);
  if (kept.length === 0) return;
  const needed = new Set(kept.flatMap(partialTiles));
  for (const level of await names(join(root, 'tile'))) {
    const total = Math.floor(newest / width ** (level === 'entries' ? 0 : Number(level)));
    await collectLevel({ root, needed, total }, `tile/${level}`, 0);
  }
  await collectSeals(join(root, 'seal'), new Set(kept), newest);
}

/** Paths of the partial tiles and bundles in a tree of this size. */
function partialTiles(size: number): string[] {
  const paths: string[] = [];
  for (let [level, total] = [0, size]; total > 0; [level, total] = [level + 1, Math.floor(total / width)])
    if (total % width > 0) paths.push(tilePath(level, Math.floor(total / width), total % width));
  return [...paths, ...paths.slice(0, size % width > 0 ? 1 : 0).map((path) => path.replace(/^tile\/0\//, 'tile/entries/'))];
}

interface Level {
  readonly root: string;
  readonly needed: ReadonlySet<string>;
  /** Hashes that the newest kept tree has at this level. */
  readonly total: number;
}

/** `before`: number that the folders above spell. */
async function collectLevel(at: Level, folder: string, before: number): Promise<void> {
  for (const name of await names(join(at.root, folder))) {
    const path = `${folder}/${name}`;
    if (/^x\d{3}$/.test(name)) await collectLevel(at, path, (before + Number(name.slice(1))) * 1000);
    else if (/^\d{3}\.p$/.test(name)) await collectPartials(at, path, before + Number(name.slice(0, 3)));
  }
}

async function collectPartials({ root, needed, total }: Level, folder: string, index: number): Promise<void> {
  const isFull = (index + 1) * width <= total;
  for (const count of await names(join(root, folder))) {
    const isNewer = index * width + Number(count) > total;
    if (isFull || (!isNewer && !needed.has(`${folder}/${count}`))) await rm(join(root, folder, count), { force: true });
  }
  // a folder that got another tile meanwhile is not empty, and stays
  if (isFull) await rmdir(join(root, folder)).catch(() => undefined);
}

async function collectSeals(folder: string, kept: ReadonlySet<number>, newest: number): Promise<void> {
  for (const name of await names(folder)) {
    const size = Number(/^(\d+)\.(?:txt|p7s)$/.exec(name)?.[1] ?? newest);
    if (size < newest && !kept.has(size)) await rm(join(folder, name), { force: true });
  }
}

const names = (folder: string): Promise<string[]> =>
  readdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
