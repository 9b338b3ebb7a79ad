import fc from 'fast-check';
import { tilesFor } from '../tiles/build';
import { bundlePath, type TileFile, tilePath } from '../tiles/path';
import { frontierAt, inclusionProof } from '../tiles/tree';
import { appendLeaves, emptyFrontier, rootOf } from './frontier';
import { emptyRoot, leafHash, nodeHash } from './hash';
import { verifyInclusion } from './inclusion';

/** RFC 6962 §2.1 as it is written: slow and plainly right. */
function naiveRoot(entries: readonly Uint8Array[]): Uint8Array {
  const [first] = entries;
  if (!first) return emptyRoot();
  if (entries.length === 1) return leafHash(first);
  let k = 1;
  while (k * 2 < entries.length) k *= 2;
  return nodeHash(naiveRoot(entries.slice(0, k)), naiveRoot(entries.slice(k)));
}

const entries = Array.from({ length: 70_000 }, (_, index) => leafHash(Buffer.from(`entry ${index}`)));
const entry = (index: number): Uint8Array => entries[index] ?? Buffer.alloc(0);
const entriesTo = (size: number): Uint8Array[] => entries.slice(0, size);

/** A published log in memory, grown through the given sizes; files are never overwritten with other bytes. */
async function grow(sizes: readonly number[]): Promise<(path: string) => Promise<Uint8Array | undefined>> {
  const files = new Map<string, Uint8Array>();
  const read = (path: string) => Promise.resolve(files.get(path));
  let old = 0;
  for (const size of sizes) {
    const made: TileFile[] = await tilesFor(old, size, (from, to) => Promise.resolve(entriesTo(to).slice(from)), read);
    for (const { path, bytes } of made) {
      const before = files.get(path);
      if (before) expect(Buffer.compare(before, bytes)).toBe(0);
      files.set(path, bytes);
    }
    old = size;
  }
  return read;
}

describe('Merkle tree of RFC 6962', () => {
  const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
  it.each([
    [0, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    [1, '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
    [2, 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
    [3, 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'],
    [4, 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7'],
    [5, '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4'],
    [6, '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef'],
    [7, 'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c'],
    [8, '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
  ])('has the known root of the reference log at size %i', (size, root) => {
    const leaves = inputs.slice(0, size).map((hex) => Buffer.from(hex, 'hex'));
    expect(Buffer.from(rootOf(appendLeaves(emptyFrontier, leaves))).toString('hex')).toBe(root);
  });

  it('is the same however it was appended and published, and proves every entry', async () => {
    const steps = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(steps, async (growth) => {
        const sizes = growth.map((_, index) => growth.slice(0, index + 1).reduce((sum, step) => sum + step, 0));
        const size = sizes.at(-1) ?? 0;
        const all = entriesTo(size);
        const read = await grow(sizes);
        const root = naiveRoot(all);
        const appended = sizes.reduce((frontier, to) => appendLeaves(frontier, all.slice(frontier.size, to)), emptyFrontier);
        expect(Buffer.compare(rootOf(appended), root)).toBe(0);
        for (const at of sizes) expect(Buffer.compare(rootOf(await frontierAt(at, read)), naiveRoot(all.slice(0, at)))).toBe(0);
        expect(await frontierAt(size, read)).toEqual(appended);
        const wrong: number[] = [];
        for (const [index, one] of all.entries()) {
          const proof = await inclusionProof(index, size, read);
          const proves = verifyInclusion(leafHash(one), index, size, proof, root);
          const tooMuch = verifyInclusion(leafHash(one), index + 1, size, proof, root);
          const cutOff = size > 1 && verifyInclusion(leafHash(one), index, size, proof.slice(1), root);
          if (!proves || tooMuch || cutOff) wrong.push(index);
        }
        expect(wrong).toEqual([]);
      }),
      { numRuns: 12 },
    );
  });

  it('reaches the third level of tiles', async () => {
    const size = 256 * 256 + 300;
    const read = await grow([65_000, 65_536, size]);
    const root = rootOf(appendLeaves(emptyFrontier, entriesTo(size)));
    expect(await read(tilePath(2, 0, 1))).toHaveLength(32);
    for (const index of [0, 255, 256, 65_535, 65_536, size - 1])
      expect(verifyInclusion(leafHash(entry(index)), index, size, await inclusionProof(index, size, read), root)).toBe(true);
  });

  it.each([
    ['an index beyond the tree', 5, 5, []],
    ['a hash too many', 0, 1, [entry(1)]],
    ['a hash of another length', 0, 2, [Buffer.alloc(31)]],
    ['a negative index', -1, 2, [entry(1)]],
  ])('refuses a proof with %s', (_, index, size, proof) => {
    expect(verifyInclusion(leafHash(entry(0)), index, size, proof, leafHash(entry(0)))).toBe(false);
  });

  it('refuses a frontier that fits no tree, and says which tile is missing', async () => {
    expect(() => rootOf({ size: 3, hashes: [entry(0)] })).toThrow(/do not make a tree of 3/);
    await expect(inclusionProof(0, 300, () => Promise.resolve(undefined))).rejects.toMatchObject({ code: 'evidence.tile-missing' });
  });
});

describe('paths of tiles', () => {
  it.each([
    [tilePath(0, 1234067, 256), 'tile/0/x001/x234/067'],
    [tilePath(0, 273, 112), 'tile/0/273.p/112'],
    [tilePath(1, 1000, 256), 'tile/1/x001/000'],
    [bundlePath(0, 1), 'tile/entries/000.p/1'],
  ])('%s', (path, expected) => expect(path).toBe(expected));

  it('of a tree of 70,000 are those of the specification', async () => {
    const files = await tilesFor(
      0,
      70_000,
      (from, to) => Promise.resolve(entriesTo(to).slice(from)),
      () => Promise.resolve(undefined),
    );
    const tiles = files.map(({ path }) => path).filter((path) => !path.includes('entries'));
    expect(tiles).toHaveLength(273 + 1 + 1 + 1 + 1);
    expect(tiles.filter((path) => path.includes('.p/'))).toEqual(['tile/0/273.p/112', 'tile/1/001.p/17', 'tile/2/000.p/1']);
    const bundle = files.find(({ path }) => path === 'tile/entries/273.p/112')?.bytes ?? Buffer.alloc(0);
    expect(bundle).toHaveLength(112 * 34);
    expect(Buffer.from(bundle.subarray(0, 34)).toString('hex')).toBe(`0020${Buffer.from(entry(273 * 256)).toString('hex')}`);
  });
});
