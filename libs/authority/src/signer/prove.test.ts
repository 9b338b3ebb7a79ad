import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';

import { type RevocationStatus, type Signer, verifySignature } from '@lienthong/trust';

import { AuthorityError } from '../error';
import { KeyUsageFlags, leafOf, type LeafWish, pemOf } from '../testing/leaf.test-kit';
import { openSigner } from './open';
import type { Circumstances } from './prove';

const at = new Date('2026-11-23T03:00:00Z');
const circumstances: Circumstances = { clock: () => at, random: (count) => randomBytes(count) };
const data = Buffer.from('niêm phong');

const codeOf = (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => 'done',
    (error: unknown) => (error instanceof AuthorityError ? error.code : String(error)),
  );

describe('a signer from PEM', () => {
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;
  const other = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;
  const pem = (key: KeyObject): string => key.export({ format: 'pem', type: 'pkcs8' }) as string;
  const open = async (wish: LeafWish = {}, change: Partial<Circumstances> = {}): Promise<Signer> =>
    openSigner({ kind: 'pem', certificates: pemOf(await leafOf(ec, wish)), key: pem(ec) }, { ...circumstances, ...change });

  it.each<[string, KeyObject, string]>([
    ['RSA', generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey, 'RS256'],
    ['P-384', ec, 'ES384'],
    ['Ed25519', generateKeyPairSync('ed25519').privateKey, 'EdDSA'],
  ])('signs with a key of %s, encrypted', async (_, key, algorithm) => {
    const encrypted = key.export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'mật khẩu' }) as string;
    const certificates = pemOf(await leafOf(other)) + pemOf(await leafOf(key));
    const signer = await openSigner({ kind: 'pem', certificates, key: encrypted, password: 'mật khẩu' }, circumstances);
    expect(signer.algorithm).toBe(algorithm);
    expect(verifySignature(signer.algorithm, signer.certificateChain[0]!.publicKey, data, await signer.sign(data))).toBe(true);
    expect(await codeOf(openSigner({ kind: 'pem', certificates, key: encrypted, password: 'khác' }, circumstances))).toBe('pem-unreadable');
    expect(await codeOf(openSigner({ kind: 'pem', certificates, key: encrypted }, circumstances))).toBe('pem-unreadable');
  });

  it.each<[string, string, () => Promise<Signer>]>([
    ['an expired certificate', 'signer-certificate-expired', () => open({ until: '2026-11-22T00:00:00Z' })],
    ['one that is not valid yet', 'signer-certificate-expired', () => open({ from: '2026-11-24T00:00:00Z' })],
    ['one for other uses', 'signer-certificate-usage', () => open({ usage: KeyUsageFlags.keyEncipherment })],
    ['a revoked one', 'signer-certificate-revoked', () => open({}, { status: async () => ({ status: 'revoked', source: 'ocsp' }) })],
    [
      'the certificate of another key',
      'signer-mismatch',
      async () => openSigner({ kind: 'pem', certificates: pemOf(await leafOf(other)), key: pem(ec) }, circumstances),
    ],
    [
      'an algorithm of another kind of key',
      'signer-mismatch',
      async () => openSigner({ kind: 'pem', certificates: pemOf(await leafOf(ec)), key: pem(ec), algorithm: 'ES256' }, circumstances),
    ],
    ['no certificate', 'pem-unreadable', () => openSigner({ kind: 'pem', certificates: '', key: pem(ec) }, circumstances)],
  ])('is refused with %s', async (_, code, act) => {
    expect(await codeOf(act())).toBe(code);
  });

  it('is taken when nobody can tell whether it is revoked', async () => {
    const unknown: RevocationStatus = { status: 'unknown', source: 'none' };
    expect(await codeOf(open({}, { status: async () => unknown }))).toBe('done');
  });

  it('stops signing when its certificate expires', async () => {
    let now = at;
    const signer = await open({ until: '2026-12-01T00:00:00Z' }, { clock: () => now });
    expect(await codeOf(signer.sign(data))).toBe('done');
    now = new Date('2026-12-02T00:00:00Z');
    expect(await codeOf(signer.sign(data))).toBe('signer-certificate-expired');
  });
});
