import { type Certificate, TrustError, type TrustErrorCode } from '../model';
import { parseCertificate } from './certificate';
import { validatePath } from './path';
import { hierarchy, issue, type Issued, type Wish, x509 } from './testing/pki.test-kit';

const { BasicConstraintsExtension, ExtendedKeyUsageExtension, Extension, KeyUsageFlags, KeyUsagesExtension } = x509;
const at = new Date('2026-11-23T03:00:00Z');
const pkix = '1.3.6.1.5.5.7.3';
const microsoft = '1.3.6.1.4.1.311';
const extKeyUsage = (critical: boolean, ...oids: string[]) => ({ extra: [new ExtendedKeyUsageExtension(oids, critical)] });

function refusal(act: () => unknown): TrustErrorCode | 'accepted' {
  try {
    act();
    return 'accepted';
  } catch (error) {
    if (error instanceof TrustError) return error.code;
    throw error;
  }
}

describe('validatePath', () => {
  let root: Issued;
  let sub: Issued;
  let leaf: Issued;
  beforeAll(async () => {
    ({ root, sub, leaf } = await hierarchy());
  });
  const check = (signer: Certificate, intermediates = [sub.certificate], when = at): TrustErrorCode | 'accepted' =>
    refusal(() => validatePath(signer, intermediates, [{ certificate: root.certificate }], when));

  it('returns signer, intermediate and root, whatever else came along', async () => {
    const other = await hierarchy();
    const path = validatePath(
      leaf.certificate,
      [other.sub.certificate, leaf.certificate, sub.certificate],
      [{ certificate: root.certificate }],
      at,
    );
    expect(path).toEqual([leaf.certificate, sub.certificate, root.certificate]);
    expect(path[0].subject).toBe('C=VN, L=Hà Nội, CN=Sở Thử nghiệm');
  });

  it('knows a path again only as long as all of it holds', () => {
    const [intermediates, anchors] = [[sub.certificate], [{ certificate: root.certificate, until: new Date('2026-12-01T00:00:00Z') }]];
    const when = (text: string) => refusal(() => validatePath(leaf.certificate, intermediates, anchors, new Date(text)));
    expect(['2026-11-23', '2026-11-24', '2026-12-02', '2019-01-01', '2026-11-25'].map(when)).toEqual([
      'accepted',
      'accepted',
      'path-untrusted',
      expect.not.stringMatching('accepted'),
      'accepted',
    ]);
  });

  it.each<[string, TrustErrorCode | 'accepted', Partial<Wish>]>([
    ['before it begins', 'certificate-expired', { from: '2027-01-01T00:00:00Z' }],
    ['after it ended', 'certificate-expired', { until: '2026-11-23T02:59:59Z' }],
    ['in its last second', 'accepted', { until: '2026-11-23T03:00:00Z' }],
    ['for encryption alone', 'certificate-usage', { usages: [KeyUsageFlags.keyEncipherment] }],
    ['for signing certificates', 'certificate-usage', { usages: [KeyUsageFlags.digitalSignature, KeyUsageFlags.keyCertSign] }],
    ['for nonRepudiation', 'accepted', { usages: [KeyUsageFlags.nonRepudiation] }],
    ['of an authority', 'certificate-usage', { ca: true }],
    ['with an RSA key of 1024 bits', 'path-constraint', { kind: 'weakRsa' }],
    ['with an unknown critical extension', 'path-constraint', { extra: [new Extension('1.2.3.4', true, Uint8Array.of(5, 0))] }],
    ['with an unknown extension', 'accepted', { extra: [new Extension('1.2.3.4', false, Uint8Array.of(5, 0))] }],
    ['with broken name constraints', 'certificate-malformed', { extra: [new Extension('2.5.29.30', false, Uint8Array.of(0x30, 0))] }],
    ['for serverAuth alone', 'certificate-usage', extKeyUsage(false, `${pkix}.1`)],
    ['for timeStamping alone', 'certificate-usage', extKeyUsage(false, `${pkix}.8`)],
    ['for OCSPSigning alone', 'certificate-usage', extKeyUsage(false, `${pkix}.9`)],
    ['for OCSPSigning alone, critically', 'certificate-usage', extKeyUsage(true, `${pkix}.9`)],
    ['for clientAuth, emailProtection and smart cards', 'accepted', extKeyUsage(false, `${pkix}.2`, `${pkix}.4`, `${microsoft}.20.2.2`)],
    ['for signing documents, critically', 'accepted', extKeyUsage(true, `${pkix}.36`)],
    ["for Microsoft's signing of documents", 'accepted', extKeyUsage(false, `${microsoft}.10.3.12`)],
    ['for any purpose', 'accepted', extKeyUsage(false, '2.5.29.37.0')],
    [
      'with a broken authorityInfoAccess',
      'certificate-malformed',
      { extra: [new Extension('1.3.6.1.5.5.7.1.1', false, Uint8Array.of(5, 0))] },
    ],
  ])('judges a signer %s as %s', async (_, expected, wish) => {
    const signer = await issue({ subject: 'CN=Thử', issuer: sub, ...wish });
    expect(check(signer.certificate)).toBe(expected);
  });

  it.each<[string, TrustErrorCode, Partial<Wish>, 'root' | 'sub']>([
    ['that is none', 'path-constraint', { ca: false, usages: [KeyUsageFlags.keyCertSign] }, 'root'],
    ['that may not sign certificates', 'path-constraint', { ca: true, usages: [KeyUsageFlags.cRLSign] }, 'root'],
    ['that is expired', 'certificate-expired', { ca: true, until: '2026-10-01T00:00:00Z' }, 'root'],
    ['below a path length of 0', 'path-constraint', { ca: true }, 'sub'],
    ['that signs with SHA-1', 'path-constraint', { ca: true, kind: 'sha1Rsa' }, 'root'],
  ])('refuses an authority %s', async (_, expected, wish, issuer) => {
    const authority = await issue({ subject: 'CN=CA thử', ...wish, issuer: { root, sub }[issuer] });
    const signer = await issue({ subject: 'CN=Thử', issuer: authority });
    expect(check(signer.certificate, [authority.certificate, sub.certificate])).toBe(expected);
  });

  it('does not take a signature by a certificate with the same name for that of the authority', async () => {
    const impostor = await issue({ subject: sub.subject, issuer: root, ca: true });
    const forged = await issue({ subject: 'CN=Thử', issuer: impostor });
    expect(check(forged.certificate)).toBe('path-untrusted');
  });

  it('refuses a stranger and an anchor outside its span of trust', async () => {
    const stranger = await hierarchy();
    expect(check(stranger.leaf.certificate, [stranger.sub.certificate, stranger.root.certificate])).toBe('path-untrusted');
    const until = new Date('2026-11-01T00:00:00Z');
    expect(refusal(() => validatePath(leaf.certificate, [sub.certificate], [{ certificate: root.certificate, until }], at))).toBe(
      'path-untrusted',
    );
  });

  it('ends on authorities that certify each other in a circle', async () => {
    const a = await issue({ subject: 'CN=A', ca: true });
    const b = await issue({ subject: 'CN=B', ca: true, issuer: a });
    const back = await issue({ subject: 'CN=A', ca: true, issuer: b, keyOf: a });
    const copies = await Promise.all(
      Array.from({ length: 12 }, (_, i) => issue({ subject: 'CN=B', ca: true, issuer: a, serial: `77${10 + i}` })),
    );
    const signer = await issue({ subject: 'CN=Thử', issuer: b });
    const all = [a, b, back, ...copies].map(({ certificate }) => certificate);
    expect(check(signer.certificate, all)).toBe('path-untrusted');
  });
});

describe('parseCertificate', () => {
  it.each<[string, (der: Buffer) => Buffer]>([
    ['nothing', () => Buffer.alloc(0)],
    ['trailing bytes', (der) => Buffer.concat([der, Buffer.of(0)])],
    ['a cut', (der) => der.subarray(0, -1)],
    ['an indefinite length', (der) => Buffer.concat([Buffer.of(0x30, 0x80), der.subarray(4), Buffer.of(0, 0)])],
    ['70 KB', () => Buffer.alloc(70_000, 0x30)],
    ['a hundred thousand nested sequences', () => Buffer.from('3080'.repeat(30_000), 'hex')],
  ])('refuses %s', async (_, spoil) => {
    const { leaf } = await hierarchy();
    expect(refusal(() => parseCertificate(spoil(Buffer.from(leaf.certificate.der))))).toBe('certificate-malformed');
  });

  it('refuses an extension that is there twice', async () => {
    const twice = issue({
      subject: 'CN=Thử',
      extra: [new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true), new BasicConstraintsExtension(true, 0, true)],
    });
    await expect(twice).rejects.toMatchObject({ code: 'certificate-malformed' });
  });
});
