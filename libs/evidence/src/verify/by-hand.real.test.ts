import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { LeafKind } from '../model';
import { writeReceipt } from '../export/write';
import { City } from '../testing/receipts.test-kit';

/** The commands of the page, as a reader would paste them. */
const page = readFileSync(join(__dirname, '../../../../docs/verify-by-hand.md'), 'utf8');
const script = [...page.matchAll(/^```bash\n(.*?)^```$/gms)].map(([, block]) => block).join('\n');
const kinds: LeafKind[][] = [['recorded'], ['recorded', 'delivered'], ['refused'], ['recorded', 'delivered', 'erased'], ['recorded']];
let city: City;

beforeAll(async () => {
  city = new City();
  for (const alg of ['RS256', 'PS256', 'ES256'] as const) {
    const contents = await city.receipts(kinds, alg);
    for (const [index, content] of contents.entries()) {
      const { payload, metadata, signature, ...rest } = content;
      const erased = content.leaves.length === 3;
      await writeReceipt(city.path(`${alg}-${index}`), erased ? rest : content, { key: city.hub, at: new Date() });
    }
  }
});
afterAll(() => city.remove());

function byHand(receipt: string, root = 'root.pem'): { status: number | null; output: string } {
  const env = { PATH: '/usr/bin:/bin', ROOT: city.path(root), LC_ALL: 'C.UTF-8' };
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script], { cwd: city.path(receipt), env, encoding: 'utf8' });
  return { status, output: stdout + stderr };
}

describe('docs/verify-by-hand.md', () => {
  it.each(['RS256', 'PS256', 'ES256'].flatMap((alg) => kinds.map((list, index) => [alg, list.join(), `${alg}-${index}`])))(
    'verifies a %s receipt of %s with openssl and coreutils alone',
    (_alg, _kinds, receipt) => {
      const { status, output } = byHand(receipt);
      expect(output).toContain('RECEIPT VERIFIED');
      expect(output).not.toContain('FAILED');
      expect(status).toBe(0);
      expect(output.includes("the sender's signature is over payload.bin")).toBe(
        receipt.endsWith('-0') || receipt.endsWith('-1') || receipt.endsWith('-4'),
      );
    },
  );

  it.each([
    ['1-recorded.leaf', /FAILED: 1-recorded.leaf: is in the sealed tree/],
    ['seal.txt', /FAILED: seal.p7s/],
    ['log.vkey', /FAILED: the seal names/],
    ['payload.bin', /FAILED: payload.bin/],
    ['metadata.txt', /FAILED: metadata.txt/],
    ['verdict.json', /FAILED: verdict.json/],
    ['signature.jws', /FAILED: signature.jws/],
  ])('stops at a changed %s', (file, message) => {
    cpSync(city.path('RS256-1'), city.path('changed'), { recursive: true });
    appendFileSync(city.path(`changed/${file}`), 'x\n');
    const { status, output } = byHand('changed');
    rmSync(city.path('changed'), { recursive: true });
    expect(output).toMatch(message);
    expect(status).not.toBe(0);
  });

  it('stops at a root that is not the one that signed', () => {
    const { status, output } = byHand('RS256-1', 'stranger.pem');
    expect(output).toContain('FAILED: seal.p7s');
    expect(status).not.toBe(0);
  });
});
