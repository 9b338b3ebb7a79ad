import { execFileSync } from 'node:child_process';
import { X509Certificate, createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { issueCity } from './city';
import type { JwsAlg, Signer } from './model';
import { type CitySigner, forgeryOf, signerOf } from './signing';

const shelf = resolve(__dirname, '../../../../.cache/keys');

const dir = mkdtempSync(join(tmpdir(), 'sandbox-signing-'));
const body = Buffer.from('{"họ tên":"Nguyễn Thị Ví Dụ"}');
const openssl = (...args: string[]): string =>
  execFileSync('openssl', args, { encoding: 'utf8', cwd: dir, stdio: ['ignore', 'pipe', 'pipe'] });

interface Taken {
  readonly header: { alg: string; b64: boolean; crit: string[]; x5c: string[] };
  readonly input: Buffer;
  readonly signature: Buffer;
}

async function take(signer: Signer): Promise<Taken> {
  const [head = '', payload, signature = ''] = (await signer.sign(body)).split('.');
  expect(payload).toBe('');
  const header = JSON.parse(Buffer.from(head, 'base64url').toString()) as Taken['header'];
  return { header, input: Buffer.concat([Buffer.from(`${head}.`), body]), signature: Buffer.from(signature, 'base64url') };
}

const certificate = ({ header }: Taken): X509Certificate => new X509Certificate(Buffer.from(header.x5c[0] ?? '', 'base64'));
const derInteger = (half: Buffer): Buffer => {
  const trimmed = Buffer.from(half.toString('hex').replace(/^(?:00)+(?!$)/, ''), 'hex');
  const value = (trimmed[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.of(0), trimmed]) : trimmed;
  return Buffer.concat([Buffer.of(2, value.length), value]);
};
const ecdsaDer = (raw: Buffer): Buffer => {
  const inner = Buffer.concat([derInteger(raw.subarray(0, 32)), derInteger(raw.subarray(32))]);
  return Buffer.concat([Buffer.of(0x30, inner.length), inner]);
};

function opensslVerifies(taken: Taken, alg: JwsAlg): string {
  writeFileSync(join(dir, 'key.pub'), certificate(taken).publicKey.export({ type: 'spki', format: 'pem' }));
  writeFileSync(join(dir, 'input'), taken.input);
  writeFileSync(join(dir, 'sig'), alg === 'ES256' ? ecdsaDer(taken.signature) : taken.signature);
  const pss = alg === 'PS256' ? ['-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:32'] : [];
  return openssl('dgst', '-sha256', '-verify', 'key.pub', ...pss, '-signature', 'sig', 'input');
}

beforeAll(() => issueCity(dir, { baseUrl: 'http://127.0.0.1:9', now: new Date(), shelf }), 120_000);
afterAll(() => rmSync(dir, { recursive: true }));

describe('signerOf', () => {
  it.each<[CitySigner, JwsAlg | undefined, JwsAlg, number]>([
    ['portal', undefined, 'RS256', 2],
    ['portal', 'PS256', 'PS256', 2],
    ['one-stop', undefined, 'ES256', 2],
    ['stranger', undefined, 'RS256', 1],
  ])('signs as %s (%s) so that openssl verifies %s', async (name, wanted, alg, chain) => {
    const taken = await take(await signerOf(dir, name, wanted));
    expect(taken.header).toMatchObject({ alg, b64: false, crit: ['b64'] });
    expect(taken.header.x5c).toHaveLength(chain);
    expect(opensslVerifies(taken, alg)).toBe('Verified OK\n');
  });
});

describe('forgeryOf', () => {
  const portal = (): X509Certificate => new X509Certificate(readFileSync(join(dir, 'portal.pem')));

  it('makes an empty signature with alg none', async () => {
    const taken = await take(await forgeryOf(dir, 'portal', 'none'));
    expect(taken.header.alg).toBe('none');
    expect(taken.signature).toHaveLength(0);
  });

  it("makes an HMAC that a careless verifier takes, keyed with the victim's public key", async () => {
    const taken = await take(await forgeryOf(dir, 'portal', 'hmac'));
    const secret = portal().publicKey.export({ type: 'spki', format: 'pem' });
    expect(taken.header.alg).toBe('HS256');
    expect(taken.signature).toEqual(createHmac('sha256', secret).update(taken.input).digest());
  });

  it("borrows the victim's chain, for which the signature is wrong", async () => {
    const taken = await take(await forgeryOf(dir, 'portal', 'borrowed'));
    expect(certificate(taken).fingerprint256).toBe(portal().fingerprint256);
    expect(() => opensslVerifies(taken, 'RS256')).toThrow();
  });

  it("signs correctly under the stranger's own root", async () => {
    const taken = await take(await forgeryOf(dir, 'portal', 'stranger'));
    expect(opensslVerifies(taken, 'RS256')).toBe('Verified OK\n');
    expect(certificate(taken).issuer).toContain('người lạ');
  });
});
