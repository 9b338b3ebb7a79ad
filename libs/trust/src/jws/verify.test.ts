import { createHmac, createPublicKey, sign } from 'node:crypto';

import { TrustError, type TrustErrorCode } from '../model';
import { hierarchy, type Issued } from '../x509/testing/pki.test-kit';
import { signerWith } from '../keys/testing/signer.test-kit';
import { signJws } from './sign';
import { headerCache, verifyJws } from './verify';

const payload = Buffer.from('{"tên":"Hồ sơ"}');
const encode = (value: string | object): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** A token made by hand, so that any header can be tried; signed as RS256 over whatever the header says. */
function token(header: string | object, { privateKey }: Issued, b64 = false): string {
  const head = encode(header);
  const body = b64 ? Buffer.from(payload.toString('base64url')) : payload;
  return `${head}..${sign('sha256', Buffer.concat([Buffer.from(`${head}.`), body]), privateKey).toString('base64url')}`;
}

function refusal(jws: string, bytes: Uint8Array = payload): TrustErrorCode | 'accepted' {
  try {
    verifyJws(jws, bytes);
    return 'accepted';
  } catch (error) {
    if (error instanceof TrustError) return error.code;
    throw error;
  }
}

describe('verifyJws', () => {
  let rsa: Issued;
  let ec: Issued;
  let p384: Issued;
  let weak: Issued;
  let x5c: string[];
  let good: object;
  beforeAll(async () => {
    const chains = await Promise.all((['rsa', 'p256', 'p384', 'weakRsa'] as const).map((kind) => hierarchy({ kind })));
    [rsa, ec, p384, weak] = chains.map(({ leaf }) => leaf) as [Issued, Issued, Issued, Issued];
    x5c = [rsa, chains[0]?.sub ?? rsa].map(({ certificate }) => Buffer.from(certificate.der).toString('base64'));
    good = { alg: 'RS256', b64: false, crit: ['b64'], x5c };
  });

  it.each(['RS256', 'PS256', 'ES256'] as const)('verifies what signJws makes with %s, and no other bytes', async (alg) => {
    const { certificate, privateKey } = alg === 'ES256' ? ec : rsa;
    const jws = await signJws(payload, signerWith(privateKey, [certificate], alg));
    expect(verifyJws(jws, payload)).toMatchObject({ alg, signer: { fingerprint: certificate.fingerprint }, intermediates: [] });
    expect(refusal(jws, Buffer.concat([payload, Buffer.of(0x20)]))).toBe('signature-invalid');
  });

  it('takes nothing on trust because its header was read before', () => {
    const headers = headerCache();
    const jws = token(good, rsa);
    const [head = '', signature = ''] = jws.split('..');
    expect(verifyJws(jws, payload, { headers })).toEqual(verifyJws(jws, payload, { headers }));
    expect(() => verifyJws(jws, Buffer.from('other'), { headers })).toThrow('does not match');
    expect(() => verifyJws(`${head}..AAAA${signature.slice(4)}`, payload, { headers })).toThrow('does not match');
    expect(() => verifyJws(`${head}..`, payload, { headers })).toThrow('not canonical');
  });

  it('tells of an algorithm that is none before it looks for the signature', () => {
    expect(refusal(`${encode({ ...good, alg: 'none' })}..`)).toBe('jws-algorithm');
  });

  it('refuses a payload that was signed in base64url, however right the signature is', () => {
    expect(refusal(token({ alg: 'RS256', x5c }, rsa, true))).toBe('jws-critical');
    expect(refusal(token({ ...good, b64: true }, rsa, true))).toBe('jws-critical');
    expect(refusal(token(good, rsa, true))).toBe('signature-invalid');
  });

  it.each<[string, TrustErrorCode, (header: object) => string | object]>([
    ['alg none', 'jws-algorithm', (header) => ({ ...header, alg: 'none' })],
    ['alg NONE', 'jws-algorithm', (header) => ({ ...header, alg: 'NONE' })],
    ['alg HS256', 'jws-algorithm', (header) => ({ ...header, alg: 'HS256' })],
    ['alg RS512', 'jws-algorithm', (header) => ({ ...header, alg: 'RS512' })],
    ['alg as a list', 'jws-algorithm', (header) => ({ ...header, alg: ['RS256'] })],
    ['no alg', 'jws-algorithm', (header) => ({ ...header, alg: undefined })],
    ['ES256 with an RSA key', 'jws-algorithm', (header) => ({ ...header, alg: 'ES256' })],
    ['PS256 over a PKCS#1 signature', 'signature-invalid', (header) => ({ ...header, alg: 'PS256' })],
    ['an unknown critical member', 'jws-critical', (header) => ({ ...header, crit: ['b64', 'exp'], exp: 1 })],
    ['another critical member', 'jws-critical', (header) => ({ ...header, crit: ['exp'], exp: 1 })],
    ['b64 that is not critical', 'jws-critical', (header) => ({ ...header, crit: undefined })],
    ['empty crit', 'jws-critical', (header) => ({ ...header, crit: [] })],
    ['crit without b64', 'jws-critical', (header) => ({ ...header, b64: undefined })],
    ['b64 as text', 'jws-critical', (header) => ({ ...header, b64: 'false' })],
    ['an embedded jwk', 'jws-malformed', (header) => ({ ...header, jwk: { kty: 'RSA' } })],
    ['jku', 'jws-malformed', (header) => ({ ...header, jku: 'https://example.vn/keys' })],
    ['x5u', 'jws-malformed', (header) => ({ ...header, x5u: 'https://example.vn/chain' })],
    ['no x5c', 'jws-malformed', (header) => ({ ...header, x5c: undefined })],
    ['empty x5c', 'jws-malformed', (header) => ({ ...header, x5c: [] })],
    ['nine certificates', 'jws-malformed', (header) => ({ ...header, x5c: Array.from({ length: 9 }, () => x5c[0]) })],
    ['x5c in base64url', 'jws-malformed', (header) => ({ ...header, x5c: [Buffer.from(rsa.certificate.der).toString('base64url')] })],
    ['x5c that is no certificate', 'certificate-malformed', (header) => ({ ...header, x5c: ['MAMBAf8='] })],
    ['a member twice', 'jws-malformed', (header) => JSON.stringify(header).replace('{', '{"alg":"RS256",')],
    ['a member twice, once escaped', 'jws-malformed', (header) => JSON.stringify(header).replace('{', String.raw`{"al\u0067":"none",`)],
    ['40 KB', 'jws-malformed', (header) => ({ ...header, kid: 'x'.repeat(40_000) })],
    ['deep nesting', 'jws-malformed', (header) => JSON.stringify(header).replace('{', `{"kid":${'['.repeat(9000)}${']'.repeat(9000)},`)],
    ['no JSON', 'jws-malformed', () => 'alg=RS256'],
    ['a JSON list', 'jws-malformed', () => '[]'],
  ])('refuses a header with %s', (_, code, spoil) => {
    expect(refusal(token(good, rsa))).toBe('accepted');
    expect(refusal(token(spoil(good), rsa))).toBe(code);
  });

  it('refuses an HMAC made with the public key', () => {
    const head = encode({ ...good, alg: 'HS256' });
    const pem = createPublicKey(rsa.privateKey).export({ format: 'pem', type: 'spki' });
    const mac = createHmac('sha256', pem).update(`${head}.`).update(payload).digest('base64url');
    expect(refusal(`${head}..${mac}`)).toBe('jws-algorithm');
  });

  it("refuses a signature under someone else's certificate", () => {
    expect(refusal(token({ ...good, x5c: [Buffer.from(ec.certificate.der).toString('base64')] }, rsa))).toBe('jws-algorithm');
    expect(refusal(token(good, weak))).toBe('signature-invalid');
  });

  it.each<[string, () => Issued]>([
    ['RSA of 1024 bits', () => weak],
    ['P-384', () => p384],
  ])('refuses a key of %s', async (_, signer) => {
    const { certificate, privateKey } = signer();
    const alg = certificate.publicKey.asymmetricKeyType === 'rsa' ? 'RS256' : 'ES256';
    const own = { ...good, alg, x5c: [Buffer.from(certificate.der).toString('base64')] };
    expect(refusal(token(own, signer()))).toBe('jws-algorithm');
    await expect(signJws(payload, signerWith(privateKey, [certificate], alg))).rejects.toThrow(/signing JWS/);
  });

  it.each<[string, (jws: string) => string]>([
    ['an attached payload', (jws) => jws.replace('..', `.${payload.toString('base64url')}.`)],
    ['two parts', (jws) => jws.replace('..', '.')],
    ['four parts', (jws) => `${jws}.`],
    ['padding', (jws) => `${jws}==`],
    ['a space', (jws) => `${jws} `],
    ['no signature', (jws) => jws.replace(/\.\.[^.]+$/, '..')],
    ['stray bits at the end', (jws) => jws.replace(/.$/, 'B')],
    ['1 MB', (jws) => jws + 'A'.repeat(1_000_000)],
  ])('refuses %s', (_, spoil) => {
    expect(refusal(spoil(token(good, rsa)))).toBe('jws-malformed');
  });

  it('refuses an ECDSA signature in DER', () => {
    const head = encode({ ...good, alg: 'ES256', x5c: [Buffer.from(ec.certificate.der).toString('base64')] });
    const der = sign('sha256', Buffer.concat([Buffer.from(`${head}.`), payload]), ec.privateKey);
    expect(refusal(`${head}..${der.toString('base64url')}`)).toBe('signature-invalid');
  });
});
