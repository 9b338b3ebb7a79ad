import { CertID, Certificate, OCSPRequest } from 'pkijs';

import { type RevocationNeed, TrustError } from '../model';
import { validatePath } from '../x509/path';
import { hierarchy, issue, type Issued, x509 } from '../x509/testing/pki.test-kit';
import { checkRevocation, needsOf } from './need';
import { readOcspResponse } from './ocsp';
import { ocspRequest } from './ocsp-request';
import { type Answer, answer } from './testing/responder.test-kit';

const at = new Date('2026-11-23T03:00:00Z');
const ocspSigning = new x509.ExtendedKeyUsageExtension(['1.3.6.1.5.5.7.3.9']);

describe('OCSP', () => {
  let root: Issued;
  let sub: Issued;
  let leaf: Issued;
  let delegate: Issued;
  beforeAll(async () => {
    const access = new x509.AuthorityInfoAccessExtension({ ocsp: 'http://ocsp.example.vn/' });
    const points = new x509.CRLDistributionPointsExtension(['http://ca.example.vn/sub.crl']);
    ({ root, sub, leaf } = await hierarchy({ extra: [access, points], serial: '9a01' }));
    delegate = await issue({ subject: 'CN=OCSP', issuer: sub, extra: [ocspSigning] });
  });
  const need = () => {
    const [first] = needsOf([leaf.certificate, sub.certificate, root.certificate]) as [RevocationNeed, ...RevocationNeed[]];
    return first;
  };
  const read = async (wish: Partial<Answer>, when = at) => {
    const response = await answer({ about: leaf, issuer: sub, responder: sub, ...wish });
    return readOcspResponse(response, need(), when);
  };

  it('needs an answer for each certificate but the root, from the addresses in it', () => {
    const path = validatePath(leaf.certificate, [sub.certificate], [{ certificate: root.certificate }], at);
    const needs = needsOf(path);
    expect(needs.map(({ ocsp, crl }) => [ocsp, crl])).toEqual([
      [['http://ocsp.example.vn/'], ['http://ca.example.vn/sub.crl']],
      [[], []],
    ]);
    expect(needs[0]?.key).toMatch(/^[0-9a-f]{64}:9a01$/);
    const unknown = { status: 'unknown', source: 'none' };
    expect(checkRevocation(path, { status: () => undefined }, at)).toEqual([unknown, unknown]);
  });

  it('asks for the certificate that pkijs would ask for', async () => {
    const expected = new CertID();
    const asPkijs = ({ certificate }: { certificate: { der: Uint8Array } }) => Certificate.fromBER(new Uint8Array(certificate.der).buffer);
    await expected.createForCertificate(asPkijs(leaf), { hashAlgorithm: 'SHA-1', issuerCertificate: asPkijs(sub) });
    const asked = OCSPRequest.fromBER(new Uint8Array(ocspRequest(need())).buffer).tbsRequest.requestList[0]?.reqCert;
    expect(asked?.isEqual(expected)).toBe(true);
  });

  it.each<[string, object, Partial<Answer>]>([
    ['good', { status: 'good', source: 'ocsp' }, {}],
    ['good until nextUpdate', { nextUpdate: new Date('2026-11-24T00:00:00Z') }, { nextUpdate: '2026-11-24T00:00:00Z' }],
    ['revoked', { status: 'revoked', revokedAt: new Date('2026-11-20T00:00:00Z') }, { status: 'revoked' }],
    ['unknown', { status: 'unknown' }, { status: 'unknown' }],
    ['a clock 4 minutes ahead', { status: 'good' }, { thisUpdate: '2026-11-23T03:04:00Z' }],
  ])('reads %s', async (_, expected, wish) => {
    await expect(read(wish)).resolves.toMatchObject({ ...expected, evidence: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
  });

  it('reads the answer of a delegate', async () => {
    await expect(read({ responder: delegate })).resolves.toMatchObject({ status: 'good' });
  });

  it.each<[string, () => Promise<Partial<Answer>>]>([
    ['about another certificate', async () => ({ about: await issue({ subject: 'CN=Khác', issuer: sub, serial: '0b' }) })],
    ['about the same serial of another issuer', async () => ({ issuer: root })],
    ['of tomorrow', async () => ({ thisUpdate: '2026-11-24T00:00:00Z', nextUpdate: '2026-11-25T00:00:00Z' })],
    ['that is out of date', async () => ({ thisUpdate: '2026-11-22T00:00:00Z', nextUpdate: '2026-11-23T02:00:00Z' })],
    ['of two hours ago without nextUpdate', async () => ({ thisUpdate: '2026-11-23T00:50:00Z' })],
    ['tryLater', async () => ({ code: 3 })],
    ['of a delegate for another purpose', async () => ({ responder: await issue({ subject: 'CN=Khác', issuer: sub }) })],
    ['of the signer itself', async () => ({ responder: leaf })],
    ["of someone else's delegate", async () => ({ responder: await issue({ subject: 'CN=OCSP', issuer: root, extra: [ocspSigning] }) })],
    [
      'of an expired delegate',
      async () => ({ responder: await issue({ subject: 'CN=OCSP', issuer: sub, extra: [ocspSigning], until: '2026-11-01' }) }),
    ],
    ["under the issuer's name with another key", async () => ({ responder: await issue({ subject: sub.subject, ca: true }) })],
  ])('refuses an answer %s', async (_, wish) => {
    await expect(read(await wish())).rejects.toMatchObject({ code: 'ocsp-malformed' });
  });

  it('refuses every single flipped bit', async () => {
    const response = await answer({ about: leaf, issuer: sub, responder: sub });
    for (let i = 0; i < response.length; i += 7) {
      const spoilt = Uint8Array.from(response, (octet, index) => (index === i ? octet ^ 4 : octet));
      try {
        // What is left unsigned is the certificate that came along, which the issuer's own answer does not need.
        expect(readOcspResponse(spoilt, need(), at)).toMatchObject({ status: 'good' });
        expect(Buffer.from(response).indexOf(Buffer.from(sub.certificate.tbs))).toBeLessThanOrEqual(i);
      } catch (error) {
        if (!(error instanceof TrustError)) throw error;
      }
    }
  });
});
