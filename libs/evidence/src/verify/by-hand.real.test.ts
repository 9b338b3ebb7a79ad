import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
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
  for (const b64 of [true, false]) {
    const [spaced] = await city.receipts([['recorded']], 'RS256', { jws: (payload) => city.spacedJws(payload, b64) });
    if (spaced) await writeReceipt(city.path(`spaced-${b64}`), spaced);
  }
});
beforeEach(() => cpSync(city.path('RS256-1'), city.path('changed'), { recursive: true }));
afterEach(() => rmSync(city.path('changed'), { recursive: true }));
afterAll(() => city.remove());

function byHand(receipt: string, known: NodeJS.ProcessEnv = {}): { status: number | null; output: string; last?: string } {
  const env = { PATH: '/usr/bin:/bin', ROOT: city.path('root.pem'), HUB: city.fingerprint('hub'), LC_ALL: 'C.UTF-8', ...known };
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script], { cwd: city.path(receipt), env, encoding: 'utf8' });
  return { status, output: stdout + stderr, last: stdout.trimEnd().split('\n').at(-1) };
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

  it.each([true, false])('verifies a signature whose header has spaces in it, payload in base64url: %s', (b64) => {
    const { status, output } = byHand(`spaced-${b64}`);
    expect(output).toContain('ok: the signer is the one that the verdict names');
    expect(output).toContain('RECEIPT VERIFIED');
    expect(status).toBe(0);
  });

  it.each([
    ['1-recorded.leaf', /FAILED: .*1-recorded.leaf: is in the sealed tree/],
    ['seal.txt', /FAILED: seal.p7s/],
    ['log.vkey', /FAILED: the seal names/],
    ['payload.bin', /FAILED: payload.bin/],
    ['metadata.txt', /FAILED: metadata.txt/],
    ['verdict.json', /FAILED: verdict.json/],
    ['signature.jws', /FAILED: signature.jws/],
  ])('stops at a changed %s', (file, message) => {
    appendFileSync(city.path(`changed/${file}`), 'x\n');
    const { status, output } = byHand('changed');
    expect(output).toMatch(message);
    expect(status).not.toBe(0);
  });

  it.each(['size[$(touch ran)]', '08', '-1', '1;touch ran', '$(touch ran)', '*'])(
    'runs nothing that a proof names as its index: %s',
    (index) => {
      const proof = city.path('changed/1-recorded.tlog-proof');
      writeFileSync(
        proof,
        readFileSync(proof, 'utf8').replace(/^index .*/m, () => `index ${index}`),
      );
      const { status, output } = byHand('changed');
      expect(output).toContain('FAILED: ./1-recorded.tlog-proof: index is no number');
      expect(status).toBe(1);
      expect(existsSync(city.path('changed/ran'))).toBe(false);
    },
  );

  it.each<[string, string, (at: string) => void]>([
    ['a file of another name', 'no file of a receipt', (at) => writeFileSync(`${at}/-e$(touch ran).leaf`, '')],
    ['a link', 'no file of a receipt', (at) => symlinkSync('/dev/zero', `${at}/README.txt.leaf`)],
    [
      'a link with the name of a file',
      './README.txt is no file of a receipt',
      (at) => {
        rmSync(`${at}/README.txt`);
        symlinkSync('/dev/zero', `${at}/README.txt`);
      },
    ],
    ['what is attached to no event', './9-failed.attached: stands beside no event', (at) => writeFileSync(`${at}/9-failed.attached`, '')],
    ['an event twice', './3-delivered.leaf: is not in the order of the log', (at) => copyEvent(at, '2-delivered', '3-delivered')],
    [
      'no decision',
      'the first event is the decision',
      (at) => {
        dropEvent(at, '1-recorded');
        copyEvent(at, '2-delivered', '1-delivered');
        dropEvent(at, '2-delivered');
      },
    ],
    [
      'a gap',
      'the receipt holds no event 2',
      (at) => {
        copyEvent(at, '2-delivered', '3-delivered');
        dropEvent(at, '2-delivered');
      },
    ],
    [
      "anybody's signature",
      'signature.jws is bound to the events',
      (at) => anybodysSignature(at, ['metadata.txt', 'metadata.salt', 'verdict.json']),
    ],
    [
      'another signer than the verdict names',
      'the signer is the one that the verdict names',
      (at) => anybodysSignature(at, ['metadata.txt', 'metadata.salt']),
    ],
  ])('stops at a receipt with %s', (_, message, change) => {
    change(city.path('changed'));
    const { status, output } = byHand('changed');
    expect(output).toMatch(new RegExp(`^FAILED: .*${message}`, 'm'));
    expect(status).toBe(1);
  });

  it('stops at a root that is not the one that signed, also where the system knows that one', () => {
    const system = city.path('system');
    mkdirSync(system);
    cpSync(city.path('root.pem'), `${system}/${city.openssl('x509', '-in', 'root.pem', '-noout', '-hash').toString().trim()}.0`);
    const { status, output } = byHand('RS256-1', { ROOT: city.path('stranger.pem'), SSL_CERT_DIR: system });
    expect(output).toContain('FAILED: seal.p7s');
    expect(status).not.toBe(0);
  });

  it("verifies no seal of another certificate under the root, and shows whose it is where nobody named the hub's", async () => {
    const [forged] = await city.receipts([['recorded']], 'RS256', { sealKey: city.signer('portal') });
    if (forged) await writeReceipt(city.path('forged'), forged);
    expect(byHand('forged').output).toContain("FAILED: the seal is the hub's");
    const { output, last } = byHand('forged', { HUB: '' });
    expect(output).toContain('CN=portal');
    expect(output).not.toContain('RECEIPT VERIFIED');
    expect(last).toMatch(new RegExp(`^NOT PINNED: .*${city.fingerprint('portal')}`));
  });
});

const suffixes = ['leaf', 'tlog-proof'];
const copyEvent = (at: string, from: string, to: string): void =>
  suffixes.forEach((end) => cpSync(`${at}/${from}.${end}`, `${at}/${to}.${end}`));
const dropEvent = (at: string, stem: string): void => suffixes.forEach((end) => rmSync(`${at}/${stem}.${end}`));

function anybodysSignature(at: string, without: string[]): void {
  for (const name of without) rmSync(`${at}/${name}`);
  writeFileSync(`${at}/signature.jws`, city.jws(readFileSync(`${at}/payload.bin`), 'ES256'));
}
