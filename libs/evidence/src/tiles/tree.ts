import { EvidenceError } from '../error';
import type { Frontier } from '../merkle/frontier';
import { nodeHash, perfectRoot } from '../merkle/hash';
import { type ReadTile, tilePath, width } from './path';

/** Proof that entry `index` is in the tree of `size` leaves, sibling first (RFC 6962 §2.1.1), from published tiles; `size` is one that was published. */
export async function inclusionProof(index: number, size: number, readTile: ReadTile): Promise<Uint8Array[]> {
  if (index < 0 || index >= size)
    throw new EvidenceError('evidence.malformed', `proving inclusion: there is no entry ${index} in a tree of ${size}`);
  const siblings: [number, number][] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const middle = from + powerUpTo(to - from - 1);
    siblings.unshift(index < middle ? [middle, to] : [from, middle]);
    [from, to] = index < middle ? [from, middle] : [middle, to];
  }
  const proof: Uint8Array[] = [];
  for (const [first, end] of siblings) proof.push(await rangeHash(first, end, size, readTile));
  return proof;
}

/** Frontier of the tree as it was at `size`; with `rootOf` it tells whether a stored log extends a published head. */
export async function frontierAt(size: number, readTile: ReadTile): Promise<Frontier> {
  const hashes: Uint8Array[] = [];
  for (let from = 0; from < size;) {
    const span = powerUpTo(size - from);
    hashes.push(await perfectHash(from, span, size, readTile));
    from += span;
  }
  return { size, hashes };
}

/** MTH(D[from:to]); `from` is a multiple of the smallest power of two not below the range. */
async function rangeHash(from: number, to: number, size: number, readTile: ReadTile): Promise<Uint8Array> {
  const span = powerUpTo(to - from);
  const left = await perfectHash(from, span, size, readTile);
  return from + span === to ? left : nodeHash(left, await rangeHash(from + span, to, size, readTile));
}

async function perfectHash(from: number, span: number, size: number, readTile: ReadTile): Promise<Uint8Array> {
  let [level, unit] = [0, 1];
  while (unit * width <= span) [level, unit] = [level + 1, unit * width];
  const place = from / unit;
  const tile = await readWhole(level, Math.floor(place / width), Math.floor(size / unit), readTile);
  const first = place % width;
  return perfectRoot(Array.from({ length: span / unit }, (_, at) => tile.subarray((first + at) * 32, (first + at + 1) * 32)));
}

/** Hashes, end to end, of one tile of a tree that has `total` of them at this level; the tile may have grown since. */
async function readWhole(level: number, index: number, total: number, readTile: ReadTile): Promise<Uint8Array> {
  const count = Math.min(width, total - index * width);
  const path = tilePath(level, index, count);
  const bytes = (await readTile(path)) ?? (count < width ? await readTile(tilePath(level, index, width)) : undefined);
  if (!bytes || bytes.length < count * 32) throw new EvidenceError('evidence.tile-missing', `reading tiles: ${path} is missing or cut off`);
  return bytes;
}

/** Largest power of two not above `value`, for `value` ≥ 1. */
function powerUpTo(value: number): number {
  let power = 1;
  while (power * 2 <= value) power *= 2;
  return power;
}
