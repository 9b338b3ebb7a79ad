import { randomBytes, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { signDetached, verifyDetached } from '@lienthong/trust';

import { OpensslCa } from '../testing/openssl-ca.test-kit';
import { AuthorityError } from '../error';
import { pkijsFile } from '../testing/pkijs-pkcs12.test-kit';
import { openPkcs12 } from './pkcs12';

const password = 'one,Two;3';

describe('openPkcs12 of what openssl and pkijs make', () => {
  let ca: OpensslCa;
  beforeAll(async () => {
    ca = await new OpensslCa().start();
    ca.issue('hub');
  });
  afterAll(() => ca.stop());

  function file(options: string): Uint8Array {
    ca.openssl(`pkcs12 -export -out hub.p12 -passout pass:${password} ${options}`);
    return readFileSync(ca.path('hub.p12'));
  }
  const circumstances = { clock: () => new Date(), random: (count: number) => randomBytes(count) };
  const opened = (p12: Uint8Array, word = password) => openPkcs12({ file: p12, password: word }, circumstances);
  const refusal = async (p12: Uint8Array, word?: string): Promise<string> => {
    try {
      await opened(p12, word);
      return 'accepted';
    } catch (error) {
      if (error instanceof AuthorityError) return error.code;
      throw error;
    }
  };

  it.each([
    ['AES-256 and PBKDF2', ''],
    ['AES-128 and SHA-512', ' -keypbe AES-128-CBC -certpbe AES-128-CBC -macalg sha512'],
    ['Triple DES', ' -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg sha1'],
  ])('opens one with %s and signs', async (_, ciphers) => {
    const key = await opened(file(`-inkey hub.key -in hub.pem -certfile ca.pem${ciphers}`));
    expect(key.certificateChain.map(({ fingerprint }) => fingerprint)).toEqual([
      ca.read('hub.pem').fingerprint,
      ca.read('ca.pem').fingerprint,
    ]);
    const content = Buffer.from('seal');
    const signature = await signDetached(content, key, new Date());
    expect(verifyDetached(signature, content).signer.fingerprint).toBe(ca.read('hub.pem').fingerprint);
  });

  it('opens one that pkijs made and keeps the certificate to the byte', async () => {
    const { p12, certificate } = await pkijsFile(password);
    const key = await opened(p12);
    const [leaf] = key.certificateChain;
    expect(Buffer.from(leaf?.der ?? []).equals(certificate)).toBe(true);
    expect(verify('sha256', Buffer.from('x'), leaf?.publicKey ?? '', await key.sign(Buffer.from('x')))).toBe(true);
  });

  it('refuses another password, a cut file, garbage, and files it cannot sign with', async () => {
    const p12 = file('-inkey hub.key -in hub.pem');
    expect(await refusal(p12, 'khác')).toBe('pkcs12-unreadable');
    expect(await refusal(p12.subarray(0, -10))).toBe('pkcs12-unreadable');
    expect(await refusal(Buffer.alloc(100_000, 0x30))).toBe('pkcs12-unreadable');
    expect(await refusal(file('-nokeys -in hub.pem'))).toBe('pkcs12-unsuitable');
    expect(await refusal(file('-nocerts -inkey hub.key'))).toBe('signer-mismatch');
  });

  it('says what to do about a password with other characters', async () => {
    const p12 = file('-inkey hub.key -in hub.pem');
    await expect(opened(p12, 'mật khẩu')).rejects.toThrow(/ASCII/);
  });

  it('opens it as a signer, which signs with whatever key it finds', async () => {
    ca.openssl(
      'req -x509 -new -newkey ec -pkeyopt ec_paramgen_curve:P-384 -nodes -keyout ec.key -out ec.pem -subj /CN=EC -config ca.cnf -extensions leaf',
    );
    const signer = await opened(file('-inkey ec.key -in ec.pem'));
    const signature = await signer.sign(Buffer.from('seal'));
    const key = { key: ca.read('ec.pem').publicKey, dsaEncoding: 'ieee-p1363' as const };
    expect([signer.algorithm, verify('sha384', Buffer.from('seal'), key, signature)]).toEqual(['ES384', true]);
  });
});
