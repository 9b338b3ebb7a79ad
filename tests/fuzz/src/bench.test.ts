import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// compiled: a worker knows no TypeScript
const built = join(__dirname, '../dist');
// eslint-disable-next-line @typescript-eslint/no-require-imports
const { fuzz } = require(join(built, 'bench.js')) as typeof import('./bench');

const dir = mkdtempSync(join(tmpdir(), 'lienthong-fuzz-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const quietly = (): void => undefined;
const planted = join(built, 'testing/planted.js');

describe('the fuzz bench', () => {
  it.each([
    ['crash', 1_500],
    ['hang', 4_000],
    ['memory', 1_500],
  ])('finds a planted %s, with the very file that caused it', async (only, forMs) => {
    const { findings } = await fuzz({ targets: planted, only: [only], seed: 7, dir }, forMs, quietly);
    expect(findings).not.toEqual([]);
    for (const { fault, target, input } of findings) {
      expect([fault, target]).toEqual([only, only]);
      expect(input.some((octet) => octet > 0x7f)).toBe(true);
    }
  });

  it('finds nothing where nothing is wrong', async () => {
    expect(await fuzz({ targets: planted, only: ['good'], seed: 7, dir }, 1_000, quietly)).toMatchObject({ findings: [] });
  });

  it('reads spoilt files of every kind, and finds nothing in the readers of the product', async () => {
    const { files, findings } = await fuzz({ targets: join(built, 'targets.js'), only: [], seed: 1, dir }, 5_000, quietly);
    expect(findings).toEqual([]);
    expect(files).toBeGreaterThan(200);
  });
});
