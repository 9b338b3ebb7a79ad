import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const node = (left: Buffer, right: Buffer): Buffer => createHash('sha256').update('\x01').update(left).update(right).digest();

/** Roots (RFC 6962) of the trees over the first leaf, the first two, … of `leaves`, which are leaf hashes; of our own making, to check the hub's. */
export function* rootsOf(leaves: Iterable<Buffer>): Generator<Buffer> {
  const peaks: { readonly height: number; readonly hash: Buffer }[] = [];
  for (const leaf of leaves) {
    let top = { height: 0, hash: leaf };
    for (let last = peaks.at(-1); last?.height === top.height; last = peaks.at(-1)) {
      top = { height: top.height + 1, hash: node(last.hash, top.hash) };
      peaks.pop();
    }
    peaks.push(top);
    yield peaks.reduceRight<Buffer | undefined>((right, { hash }) => (right ? node(hash, right) : hash), undefined) ?? top.hash;
  }
}

const width = 256;

/** Leaf hashes out of the published tiles of level 0 (C2SP tlog-tiles). */
export async function leavesOf(data: string, size: number): Promise<Buffer[]> {
  const leaves: Buffer[] = [];
  for (let index = 0; index * width < size; index++) {
    const wide = Math.min(width, size - index * width);
    const tile = await readFile(join(data, 'log', 'tile', '0', `${pathOf(index)}${wide === width ? '' : `.p/${wide}`}`));
    for (let i = 0; i < wide; i++) leaves.push(tile.subarray(i * 32, (i + 1) * 32));
  }
  return leaves;
}

/** Three digits a folder, all but the last one after an `x`. */
function pathOf(index: number): string {
  const last = String(index % 1_000).padStart(3, '0');
  const before = Math.floor(index / 1_000);
  return before === 0 ? last : `${pathOf(before).replace(/(\d{3})$/, 'x$1')}/${last}`;
}
