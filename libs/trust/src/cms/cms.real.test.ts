import { hash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { TrustError } from '../model';
import { addTimestamp } from './add-timestamp';
import { signDetached } from './sign';
import { Authority } from './testing/authority.test-kit';
import { readTimestampResponse, timestampRequest, verifyTimestamp } from '../timestamp/response';
import { verifyDetached } from './verify';

const content = Buffer.from('lienthong/seal/v1\nNội dung được niêm phong\n');
const at = new Date('2026-11-23T01:02:03Z');
const nonce = Uint8Array.from([0x80, 1, 2, 3, 4, 5, 6, 7]);
let city: Authority;
let p7s: Uint8Array;

beforeAll(async () => {
  city = new Authority();
  city.issue('hub', 'sub', 'leaf');
  city.issue('other', 'sub', 'leaf');
  city.issue('tsa', 'sub', 'tsa');
  city.issue('lax', 'sub', 'lax');
  p7s = await signDetached(content, city.signer('hub'), at);
  writeFileSync(city.path('content'), content);
});
afterAll(() => city.remove());

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof TrustError) return error.code;
    throw error;
  }
  return 'accepted';
}

function opensslAccepts(signature: Uint8Array, ...more: string[]): boolean {
  writeFileSync(city.path('content.p7s'), signature);
  try {
    city.openssl(
      'cms',
      '-verify',
      '-binary',
      '-inform',
      'DER',
      '-in',
      'content.p7s',
      '-content',
      'content',
      '-CAfile',
      'root.pem',
      '-purpose',
      'any',
      '-out',
      'checked',
      ...more,
    );
    return true;
  } catch {
    return false;
  }
}

function stamp(imprintOf: Uint8Array, signer = 'tsa'): Uint8Array {
  return readTimestampResponse(city.stamp(timestampRequest(hash('sha256', imprintOf, 'buffer'), nonce), signer));
}

describe('detached CAdES signatures', () => {
  it('are accepted by openssl, CAdES attributes included', () => {
    expect(opensslAccepts(p7s, '-cades')).toBe(true);
    writeFileSync(city.path('content'), 'other');
    expect(opensslAccepts(p7s)).toBe(false);
    writeFileSync(city.path('content'), content);
  });

  it('are read back with signer, chain and time', () => {
    const found = verifyDetached(p7s, content);
    expect(found.signer.subject).toContain('hub');
    expect(found.chain).toHaveLength(2);
    expect(found.signingTime).toEqual(at);
    expect(found.timestamp).toBeUndefined();
  });

  it('made by openssl are accepted with the same checks', () => {
    city.openssl(
      'cms',
      '-sign',
      '-binary',
      '-cades',
      '-in',
      'content',
      '-signer',
      'hub.pem',
      '-inkey',
      'hub.key',
      '-certfile',
      'sub.pem',
      '-outform',
      'DER',
      '-md',
      'sha384',
      '-out',
      'theirs.p7s',
    );
    expect(verifyDetached(readFileSync(city.path('theirs.p7s')), content).chain).toHaveLength(2);
  });

  it('by key identifier are accepted too', () => {
    city.openssl(
      'cms',
      '-sign',
      '-binary',
      '-cades',
      '-keyid',
      '-in',
      'content',
      '-signer',
      'hub.pem',
      '-inkey',
      'hub.key',
      '-outform',
      'DER',
      '-out',
      'keyid.p7s',
    );
    expect(verifyDetached(readFileSync(city.path('keyid.p7s')), content).signer.subject).toContain('hub');
  });

  it.each([
    ['not CAdES: no signing certificate', ['-md', 'sha256'], 'cms-malformed'],
    ['SHA-1', ['-cades', '-md', 'sha1'], 'cms-malformed'],
    ['content inside', ['-cades', '-nodetach'], 'cms-malformed'],
    ['no signed attributes', ['-noattr'], 'cms-malformed'],
    ["without the signer's certificate", ['-cades', '-nocerts'], 'cms-malformed'],
    ['two signers', ['-cades', '-signer', 'other.pem', '-inkey', 'other.key'], 'cms-malformed'],
  ])('refuses %s', (_, flags, code) => {
    city.openssl(
      'cms',
      '-sign',
      '-binary',
      '-in',
      'content',
      '-signer',
      'hub.pem',
      '-inkey',
      'hub.key',
      '-outform',
      'DER',
      '-out',
      'bad.p7s',
      ...flags,
    );
    expect(codeOf(() => verifyDetached(readFileSync(city.path('bad.p7s')), content))).toBe(code);
  });

  it("refuses other content and a signature by a key that is not the certificate's", async () => {
    expect(codeOf(() => verifyDetached(p7s, Buffer.from('other')))).toBe('signature-invalid');
    const wrongKey = { ...city.signer('other'), certificateChain: city.chain('hub') };
    const forged = await signDetached(content, wrongKey, at);
    expect(codeOf(() => verifyDetached(forged, content))).toBe('signature-invalid');
  });

  it('never accepts a signature with one changed byte as another signing', () => {
    const honest = verifyDetached(p7s, content);
    for (let index = 0; index < p7s.length; index += 1) {
      const changed = Uint8Array.from(p7s);
      changed[index] = (changed[index] ?? 0) ^ 0x01;
      let found;
      try {
        found = verifyDetached(changed, content);
      } catch (error) {
        expect(error).toBeInstanceOf(TrustError);
        continue;
      }
      expect(found.signer.fingerprint).toBe(honest.signer.fingerprint);
      expect(found.signingTime).toEqual(at);
      expect(Buffer.compare(found.value, honest.value)).toBe(0);
    }
  });
});

describe('RFC 3161 time-stamps', () => {
  it('raise a signature to CAdES-T, which openssl still accepts', () => {
    const token = stamp(verifyDetached(p7s, content).value);
    const raised = addTimestamp(p7s, token);
    const found = verifyDetached(raised, content);
    expect(opensslAccepts(raised, '-cades')).toBe(true);
    expect(Buffer.compare(found.timestamp ?? new Uint8Array(), token)).toBe(0);
    const proven = verifyTimestamp(token, found.value, nonce);
    expect(Math.abs(proven.at.getTime() - Date.now())).toBeLessThan(60_000);
    expect(proven.signer.subject).toContain('tsa');
    expect(codeOf(() => addTimestamp(raised, token))).toBe('cms-malformed');
  });

  it('requests are what openssl itself would ask', () => {
    writeFileSync(city.path('ours.tsq'), timestampRequest(hash('sha256', content, 'buffer'), nonce));
    const text = city.openssl('ts', '-query', '-in', 'ours.tsq', '-text').toString();
    expect(text).toContain('Nonce: 0x8001020304050607');
    expect(text).toContain('Certificate required: yes');
  });

  it('are refused for another imprint, another nonce, another signature', () => {
    const token = stamp(content);
    expect(verifyTimestamp(token, content, nonce).chain.length).toBeGreaterThan(0);
    expect(codeOf(() => verifyTimestamp(token, Buffer.from('other')))).toBe('signature-invalid');
    expect(codeOf(() => verifyTimestamp(token, content, Uint8Array.from([1])))).toBe('signature-invalid');
    expect(codeOf(() => addTimestamp(p7s, token))).toBe('signature-invalid');
    expect(codeOf(() => verifyTimestamp(p7s, content))).toBe('timestamp-malformed');
  });

  it('are refused from a certificate whose purpose is not critical', () => {
    // openssl's authority refuses to sign with such a certificate, so an honest token gets the content signed by hand
    city.openssl(
      'cms',
      '-sign',
      '-binary',
      '-cades',
      '-nodetach',
      '-econtent_type',
      '1.2.840.113549.1.9.16.1.4',
      '-in',
      'content',
      '-signer',
      'lax.pem',
      '-inkey',
      'lax.key',
      '-outform',
      'DER',
      '-out',
      'lax.tst',
    );
    expect(codeOf(() => verifyTimestamp(readFileSync(city.path('lax.tst')), content))).toBe('certificate-usage');
  });

  it('responses that refuse say so', () => {
    const refused = city.stamp(Buffer.from('3000', 'hex'), 'tsa');
    expect(() => readTimestampResponse(refused)).toThrow(/PKIStatus 2/);
  });
});
