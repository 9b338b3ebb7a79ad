import { signJws } from '../jws/sign';
import type { RevocationCache, RevocationStatus } from '../model';
import { CertificateCache } from '../x509/cache';
import { hierarchy, type Issued } from '../x509/testing/pki.test-kit';
import { judge } from './judge';
import type { Verdict } from './verdict';

const at = new Date('2026-11-23T03:00:00Z');
const payload = Buffer.from('{}');
const good: RevocationStatus = { status: 'good', source: 'ocsp', evidence: 'ab'.repeat(32), producedAt: at };
const revoked: RevocationStatus = { status: 'revoked', source: 'crl', revokedAt: new Date('2026-11-22T00:00:00Z') };

describe('judge', () => {
  let root: Issued;
  let sub: Issued;
  let leaf: Issued;
  let jws: string;
  beforeAll(async () => {
    ({ root, sub, leaf } = await hierarchy({ until: '2026-12-31T00:00:00Z' }));
    jws = signJws(payload, { chain: [leaf.certificate, sub.certificate], key: leaf.privateKey, alg: 'ES256' });
  });
  const verdict = (status: RevocationStatus | undefined, when: { at?: Date; signedAt?: Date } = {}, anchor = root): Verdict => {
    const cache: RevocationCache = {
      status: ({ certificate }) => (certificate.fingerprint === leaf.certificate.fingerprint ? status : good),
    };
    const anchors = [{ certificate: anchor.certificate }];
    return judge({ jws, payload, anchors, cache, at, certificates: new CertificateCache(), ...when });
  };

  it('is plain data that names nobody', () => {
    const text = JSON.stringify(verdict(good));
    expect(JSON.parse(text)).toEqual({
      format: 'jws-detached',
      alg: 'ES256',
      signedAt: at.toISOString(),
      judgedAt: at.toISOString(),
      signer: leaf.certificate.fingerprint,
      chain: [leaf, sub, root].map(({ certificate }) => certificate.fingerprint),
      whenSigned: { standing: 'valid', reasons: [] },
      now: { standing: 'valid', reasons: [] },
      revocation: [leaf, sub].map(({ certificate }) => ({
        certificate: certificate.fingerprint,
        status: 'good',
        source: 'ocsp',
        producedAt: at.toISOString(),
        evidence: 'ab'.repeat(32),
      })),
    });
    expect(text).not.toContain('Thử');
  });

  it.each<[string, RevocationStatus | undefined, { at?: Date; signedAt?: Date }, string, string, string[]]>([
    ['revoked before', revoked, {}, 'invalid', 'invalid', ['certificate-revoked']],
    ['revoked after it signed', revoked, { signedAt: new Date('2026-11-21T00:00:00Z') }, 'valid', 'invalid', ['certificate-revoked']],
    ['of unknown status', { status: 'unknown', source: 'ocsp' }, {}, 'indeterminate', 'indeterminate', ['revocation-unavailable']],
    ['nobody answers for', undefined, {}, 'indeterminate', 'indeterminate', ['revocation-unavailable']],
    ['expired since', good, { at: new Date('2027-02-01T00:00:00Z'), signedAt: at }, 'valid', 'invalid', ['certificate-expired']],
    ['not valid yet', good, { at: new Date('2025-02-01T00:00:00Z') }, 'invalid', 'invalid', ['certificate-expired']],
  ])('judges a signer %s', (_, status, when, whenSigned, now, reasons) => {
    const found = verdict(status, when);
    expect([found.whenSigned.standing, found.now.standing, found.now.reasons]).toEqual([whenSigned, now, reasons]);
  });

  it('judges a stranger without asking for revocation', async () => {
    const stranger = await hierarchy();
    const found = verdict(good, {}, stranger.root);
    expect(found).toMatchObject({ chain: [], revocation: [], now: { standing: 'invalid', reasons: ['path-untrusted'] } });
  });

  it('throws for a payload that was not signed', () => {
    const input = { jws, anchors: [], cache: { status: () => good }, at, certificates: new CertificateCache() };
    expect(() => judge({ ...input, payload: Buffer.from('{ }') })).toThrow(expect.objectContaining({ code: 'signature-invalid' }) as Error);
  });
});
