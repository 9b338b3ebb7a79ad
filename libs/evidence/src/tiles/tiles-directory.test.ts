import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leafHash } from '../merkle/hash';
import type { SignedHead } from '../model';
import { signCheckpoint } from '../note/checkpoint';
import { generateLogKey, readLogKey, vkey } from '../note/key';
import { growth, tilesFor } from './build';
import { mustExtend } from './extension';
import { TileDirectory } from './tiles-directory';
import { frontierAt } from './tree';

const key = readLogKey(generateLogKey());
let root: string;
let log: TileDirectory;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lienthong-log-'));
  log = new TileDirectory(join(root, 'log'));
});
afterEach(() => rm(root, { recursive: true }));

function head(size: number, fill = 0): SignedHead {
  const tree = { size, root: Buffer.alloc(32, fill) };
  return { ...tree, note: signCheckpoint(tree, 'log.example', key), sealText: `seal of ${size}\n`, sealP7s: Buffer.from([size % 256]) };
}

const tiles = (old: number, size: number) =>
  tilesFor(
    old,
    size,
    (from, to) => Promise.resolve(Array.from({ length: to - from }, (_, at) => leafHash(Buffer.from(String(from + at))))),
    (path) => log.read(path),
  );

async function publish(old: number, size: number): Promise<void> {
  await log.remember(head(size));
  await log.prepare(head(size), await tiles(old, size));
  await (
    await log.publication(head(size))
  )();
}

describe('TileDirectory', () => {
  it('publishes trees that a reader finds whole: tiles, seals, checkpoint', async () => {
    expect(log.published()).toBeUndefined();
    await publish(0, 300);
    await publish(300, 700);
    expect(Buffer.from((await log.read('checkpoint')) ?? []).toString()).toBe(head(700).note);
    expect(Buffer.from((await log.read('seal/300.txt')) ?? []).toString()).toBe('seal of 300\n');
    expect(Buffer.from((await log.read('seal.txt')) ?? []).toString()).toBe('seal of 700\n');
    expect((await frontierAt(700, (path) => log.read(path))).hashes).toHaveLength(6);
    expect((await frontierAt(300, (path) => log.read(path))).hashes).toHaveLength(4);
    expect((await readdir(join(root, 'log'))).sort()).toEqual(['.staging', 'checkpoint', 'newest', 'seal', 'seal.p7s', 'seal.txt', 'tile']);
    expect(await readdir(join(root, 'log/.staging'))).toEqual([]);
  });

  it('repeats a published head without harm, and never goes back or aside', async () => {
    await publish(0, 300);
    const show = async (one: SignedHead): Promise<void> => (await log.publication(one))();
    await show(head(300));
    await expect(show(head(299))).rejects.toMatchObject({ code: 'evidence.older-tree' });
    await expect(show(head(300, 1))).rejects.toMatchObject({ code: 'evidence.forked-tree' });
    expect(log.published()).toMatchObject({ size: 300 });
  });

  it('hides nothing of a writer that was faster while it prepared its files', async () => {
    await publish(0, 300);
    const show = await log.publication(head(300));
    writeFileSync(join(root, 'log/checkpoint'), head(301).note);
    await expect(show()).rejects.toMatchObject({ code: 'evidence.older-tree' });
    expect(log.published()).toMatchObject({ size: 301 });
  });

  it('leaves the old checkpoint when a seal cannot be written', async () => {
    await publish(0, 1);
    await log.write([{ path: 'seal/2.p7s/x', bytes: Buffer.from('in the way') }]);
    await expect(publish(1, 2)).rejects.toThrow();
    expect(log.published()).toMatchObject({ size: 1 });
  });

  it('remembers the newest signed head whether it was published or not, and lets nothing contradict it', async () => {
    await publish(0, 300);
    for (const size of [301, 302, 303]) await log.remember(head(size));
    expect(log.newest()).toMatchObject({ size: 303 });
    expect(log.published()).toMatchObject({ size: 300 });
    await expect(log.remember(head(302))).rejects.toMatchObject({ code: 'evidence.older-tree' });
    await expect(log.remember(head(303, 1))).rejects.toMatchObject({ code: 'evidence.forked-tree' });
  });

  it('loses one head at most when the power is cut while it writes one, and none that is published', async () => {
    for (const size of [1, 2, 3]) await log.remember(head(size));
    const bytes = readFileSync(join(root, 'log/newest'));
    writeFileSync(join(root, 'log/newest'), bytes.fill(0, bytes.indexOf('\n3\n') + 3, 4_096));
    expect(log.newest()).toMatchObject({ size: 2 });
    await log.remember(head(4));
    expect(log.newest()).toMatchObject({ size: 4 });
    writeFileSync(join(root, 'log/newest'), '');
    await publish(0, 5);
    expect(new TileDirectory(join(root, 'log')).newest()).toMatchObject({ size: 5 });
  });

  it('remembers nothing that its own key did not sign', async () => {
    const own = new TileDirectory(join(root, 'log'), vkey('log.example', key));
    await own.remember(head(1));
    await own.remember(head(2));
    const bytes = readFileSync(join(root, 'log/newest'));
    bytes[bytes.indexOf('\n2\n') + 1] = 0x39;
    writeFileSync(join(root, 'log/newest'), bytes);
    expect(log.newest()).toMatchObject({ size: 9 });
    expect(own.newest()).toMatchObject({ size: 1 });
  });

  it('grows in steps that fit in memory to the same tree', async () => {
    const steps = [...growth(300, 25_000)];
    expect(steps).toEqual([
      [300, 10_240],
      [10_240, 20_480],
      [20_480, 25_000],
    ]);
    await log.write(await tiles(0, 300));
    for (const [from, to] of steps) await log.write(await tiles(from, to));
    const other = new TileDirectory(join(root, 'other'));
    await other.write(await tiles(0, 25_000));
    const frontiers = await Promise.all([log, other].map((one) => frontierAt(25_000, (path) => one.read(path))));
    expect(frontiers[0]).toEqual(frontiers[1]);
  });

  it('collects what no kept tree needs, and leaves a tree that is being written', async () => {
    for (const [old, size] of [
      [0, 100],
      [100, 300],
      [300, 310],
      [310, 320],
    ] as const)
      await publish(old, size);
    await log.write(await tiles(320, 400));
    await log.collect([300, 320]);
    const files = (await readdir(join(root, 'log'), { recursive: true, withFileTypes: true }))
      .filter((file) => file.isFile())
      .map((file) => join(file.parentPath, file.name).slice(join(root, 'log').length + 1));
    const level = (name: string, widths: readonly number[]) => widths.map((width) => `tile/${name}/001.p/${width}`);
    expect(files.sort()).toEqual(
      ['checkpoint', 'newest', 'seal.txt', 'seal.p7s', ...[300, 320].flatMap((size) => [`seal/${size}.txt`, `seal/${size}.p7s`])]
        .concat(['tile/0/000', 'tile/1/000.p/1', 'tile/entries/000', ...level('0', [44, 64, 144]), ...level('entries', [44, 64, 144])])
        .sort(),
    );
    for (const size of [300, 320]) expect((await frontierAt(size, (path) => log.read(path))).size).toBe(size);
    await log.collect([]);
    expect(await log.read('seal/300.txt')).toBeDefined();
  });

  it('clears away what an interrupted writer left, and nothing that is being written', async () => {
    await publish(0, 1);
    await writeFile(join(root, 'log/.staging/left'), '');
    await log.clean(new Date(Date.now() - 60_000));
    expect(await readdir(join(root, 'log/.staging'))).toEqual(['left']);
    await log.clean(new Date(Date.now() + 60_000));
    expect(await readdir(join(root, 'log/.staging'))).toEqual([]);
  });

  it.each(['../outside', '/etc/passwd', 'tile/../../x', '.staging/x', 'a//b', ''])('opens nothing outside: %j', async (path) => {
    await expect(log.read(path)).rejects.toMatchObject({ code: 'evidence.malformed' });
  });
});

describe('mustExtend', () => {
  const database = { rootAt: (size: number) => Promise.resolve(size <= 200 ? Buffer.alloc(32) : undefined) };
  it('lets a history grow', async () => {
    await mustExtend(undefined, database);
    await mustExtend(head(200), database);
  });
  it('refuses a database of yesterday and one with another history', async () => {
    await expect(mustExtend(head(201), database)).rejects.toMatchObject({ code: 'evidence.older-tree' });
    await expect(mustExtend(head(200, 1), database)).rejects.toMatchObject({ code: 'evidence.forked-tree' });
  });
});
