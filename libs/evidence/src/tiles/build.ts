import { EvidenceError } from '../error';
import { leafHash, perfectRoot } from '../merkle/hash';
import { bundlePath, type ReadTile, type TileFile, tilePath, width } from './path';

/** Entries `from` (included) to `to` (excluded), 32 bytes each, in the order of the log. */
export type ReadEntries = (from: number, to: number) => Promise<readonly Uint8Array[]>;

/** Entries that are read at a time. */
const page = 40 * width;

/** From an old size to a new one in steps that fit in memory; each may be built once the files of the one before are written. */
export function* growth(oldSize: number, newSize: number): Generator<readonly [from: number, to: number]> {
  for (let from = oldSize; from < newSize;) {
    const to = Math.min(newSize, from - (from % page) + page);
    yield [from, to];
    from = to;
  }
}

/**
 * The files that a tree of `newSize` has and a published tree of `oldSize` had not: entry bundles, then tiles of each level, with the last
 * tile of each as partial. Entries are read from the start of the last bundle; tiles above level 0 from `readTile`.
 */
export async function tilesFor(oldSize: number, newSize: number, entries: ReadEntries, readTile: ReadTile): Promise<TileFile[]> {
  const start = oldSize - (oldSize % width);
  const fresh = await entries(start, newSize);
  if (fresh.length !== newSize - start)
    throw new EvidenceError('evidence.malformed', `building tiles: ${fresh.length} entries for ${start} to ${newSize}`);
  const files = split(fresh, start).map(({ index, items }) => ({ path: bundlePath(index, items.length), bytes: bundle(items) }));
  let level = 0;
  let row: Row = { old: oldSize, start, hashes: fresh.map(leafHash) };
  while (row.start + row.hashes.length > row.old) {
    const tiles = split(row.hashes, row.start);
    files.push(...tiles.map(({ index, items }) => ({ path: tilePath(level, index, items.length), bytes: Buffer.concat(items) })));
    level += 1;
    row = await rowAbove(row, level, tiles, readTile);
  }
  return files;
}

interface Row {
  /** Hashes that the published tree has at this level. */
  readonly old: number;
  readonly start: number;
  readonly hashes: readonly Uint8Array[];
}

async function rowAbove(below: Row, level: number, tiles: readonly Tile[], readTile: ReadTile): Promise<Row> {
  const old = Math.floor(below.old / width);
  const start = old - (old % width);
  const full = tiles.filter(({ items }) => items.length === width).map(({ items }) => perfectRoot(items));
  if (full.length === 0) return { old, start: old, hashes: [] };
  return { old, start, hashes: [...(await published(level, start / width, old - start, readTile)), ...full] };
}

async function published(level: number, index: number, count: number, readTile: ReadTile): Promise<Uint8Array[]> {
  if (count === 0) return [];
  const path = tilePath(level, index, count);
  const bytes = (await readTile(path)) ?? (await readTile(tilePath(level, index, width)));
  if (!bytes || bytes.length < count * 32)
    throw new EvidenceError('evidence.tile-missing', `building tiles: ${path} is missing or cut off`);
  return Array.from({ length: count }, (_, at) => bytes.subarray(at * 32, at * 32 + 32));
}

interface Tile {
  readonly index: number;
  readonly items: readonly Uint8Array[];
}

/** `start` is the first item's place in its row, at the start of a tile. */
function split(items: readonly Uint8Array[], start: number): Tile[] {
  const count = Math.ceil(items.length / width);
  return Array.from({ length: count }, (_, at) => ({ index: start / width + at, items: items.slice(at * width, (at + 1) * width) }));
}

/** Each entry after its length as big-endian uint16. */
function bundle(entries: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(entries.flatMap((entry) => [Uint8Array.of(entry.length >> 8, entry.length & 255), entry]));
}
