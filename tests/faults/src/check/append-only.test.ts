import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appendOnly } from './append-only';
import { readCheckpoint } from './checkpoints';
import { leavesOf, rootsOf } from './tree';

/** The entries and roots of the test data of RFC 6962's reference implementation. */
const entries = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const leafOf = (entry: string): Buffer => createHash('sha256').update('\0').update(Buffer.from(entry, 'hex')).digest();
const leaves = entries.map(leafOf);

it('roots are those of RFC 6962', () => {
  expect([...rootsOf(leaves)].map((root) => root.toString('hex'))).toEqual(roots);
});

describe('the published log', () => {
  let data: string;
  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), 'log-'));
    await mkdir(join(data, 'log', 'tile', '0', '000.p'), { recursive: true });
    await writeFile(join(data, 'log', 'tile', '0', '000.p', '8'), Buffer.concat(leaves));
  });
  afterEach(() => rm(data, { recursive: true, force: true }));

  const head = (size: number, root = roots[size - 1] ?? ''): { size: number; root: string } => ({
    size,
    root: Buffer.from(root, 'hex').toString('base64'),
  });
  const told = async (...seen: ReturnType<typeof head>[]): Promise<string[]> => (await appendOnly(seen, data)).map(({ what }) => what);

  it('may grow', async () => {
    expect(await told(head(2), head(3), head(8))).toEqual([]);
  });

  it('may not shrink', async () => {
    expect(await told(head(3), head(2), head(8))).toEqual(['the published log shrank from 3 to 2']);
  });

  it('may not have two roots of one size', async () => {
    expect(await told(head(3), head(3, roots[0]), head(8))).toEqual([
      'two roots were published for size 3',
      'what was published at size 3 is no beginning of the log',
    ]);
  });

  it('may not begin otherwise', async () => {
    expect(await told(head(5, roots[0]), head(8))).toEqual(['what was published at size 5 is no beginning of the log']);
  });

  it('has the tiles of its newest head', async () => {
    expect(await told(head(8), head(9, roots[0]))).toEqual([expect.stringContaining('the tiles of size 9 cannot be read')]);
  });

  it('finds tiles beyond the first thousand', async () => {
    await mkdir(join(data, 'log', 'tile', '0', 'x001'), { recursive: true });
    const full = Buffer.alloc(256 * 32, 1);
    for (let i = 0; i < 1_001; i++) {
      const name = i < 1_000 ? String(i).padStart(3, '0') : `x001/${String(i - 1_000).padStart(3, '0')}`;
      await writeFile(join(data, 'log', 'tile', '0', name), full);
    }
    expect(await leavesOf(data, 1_001 * 256)).toHaveLength(1_001 * 256);
  });

  it('names its newest head in the note', async () => {
    expect(await readCheckpoint(data)).toBeUndefined();
    await writeFile(join(data, 'log', 'checkpoint'), `log.example/x\n8\n${head(8).root}\n\n— log.example/x signature\n`);
    expect(await readCheckpoint(data)).toEqual(head(8));
  });
});
