import { webcrypto } from 'node:crypto';

import { TrustError } from '../model';
import { hierarchy, issue, type Issued, x509 } from '../x509/testing/pki.test-kit';
import { crlStatus, readCrl } from './crl';

const at = new Date('2026-11-23T03:00:00Z');
const crlNumber = new x509.Extension('2.5.29.20', false, Uint8Array.of(2, 1, 7));
const nothing = Uint8Array.of(5, 0);
const base = Uint8Array.of(2, 1, 6);
/** IssuingDistributionPoint { onlyContainsCACerts TRUE } and GeneralNames { dNSName "a" }. */
const onlyCa = Uint8Array.of(0x30, 3, 0x82, 1, 0xff);
const issuerName = Uint8Array.of(0x30, 3, 0x82, 1, 0x61);
const reasonCode = new x509.Extension('2.5.29.21', false, Uint8Array.of(10, 1, 1));

interface Wish {
  readonly by?: Issued;
  readonly thisUpdate?: string;
  readonly nextUpdate?: string;
  readonly extensions?: x509.Extension[];
  readonly entryExtension?: x509.Extension;
}

describe('readCrl', () => {
  let root: Issued;
  let sub: Issued;
  let leaf: Issued;
  beforeAll(async () => {
    ({ root, sub, leaf } = await hierarchy({ serial: '00c1' }));
  });

  async function make(wish: Wish = {}): Promise<Uint8Array> {
    const by = wish.by ?? sub;
    const entry = {
      serialNumber: '00c1',
      revocationDate: new Date('2026-11-20T00:00:00Z'),
      extensions: [wish.entryExtension ?? reasonCode],
    };
    const crl = await x509.X509CrlGenerator.create(
      {
        issuer: by.subject,
        thisUpdate: new Date(wish.thisUpdate ?? '2026-11-23T00:00:00Z'),
        nextUpdate: new Date(wish.nextUpdate ?? '2026-11-24T00:00:00Z'),
        entries: [entry],
        extensions: wish.extensions ?? [crlNumber],
        signingKey: by.keys.privateKey,
        signingAlgorithm: { name: 'ECDSA', hash: by.kind === 'p384' ? 'SHA-384' : 'SHA-256' } as webcrypto.EcdsaParams,
      },
      webcrypto,
    );
    return new Uint8Array(crl.rawData);
  }

  it('tells the revoked from the others', async () => {
    const crl = readCrl(await make(), sub.certificate, at);
    expect(crlStatus(crl, leaf.certificate)).toMatchObject({
      status: 'revoked',
      source: 'crl',
      revokedAt: new Date('2026-11-20T00:00:00Z'),
      evidence: crl.evidence,
    });
    const other = await issue({ subject: 'CN=Khác', issuer: sub, serial: 'c2' });
    expect(crlStatus(crl, other.certificate)).toMatchObject({ status: 'good' });
  });

  it.each<[string, () => Promise<Wish>]>([
    ['of another authority', async () => ({ by: root })],
    ["under the issuer's name with another key", async () => ({ by: await issue({ subject: sub.subject, ca: true }) })],
    ['of tomorrow', async () => ({ thisUpdate: '2026-11-23T03:06:00Z' })],
    ['of yesterday', async () => ({ nextUpdate: '2026-11-23T02:54:00Z' })],
    ['without a number', async () => ({ extensions: [new x509.AuthorityKeyIdentifierExtension('00', false)] })],
    ['with an unknown critical extension', async () => ({ extensions: [crlNumber, new x509.Extension('1.2.3.4', true, nothing)] })],
    ['with an unknown critical entry extension', async () => ({ entryExtension: new x509.Extension('1.2.3.4', true, nothing) })],
    ...[true, false].flatMap((critical): [string, () => Promise<Wish>][] => [
      [
        `that is a delta (critical: ${critical})`,
        async () => ({ extensions: [crlNumber, new x509.Extension('2.5.29.27', critical, base)] }),
      ],
      [
        `for authorities only (critical: ${critical})`,
        async () => ({ extensions: [crlNumber, new x509.Extension('2.5.29.28', critical, onlyCa)] }),
      ],
      [
        `with an indirect entry (critical: ${critical})`,
        async () => ({ entryExtension: new x509.Extension('2.5.29.29', critical, issuerName) }),
      ],
    ]),
  ])('refuses a list %s', async (_, wish) => {
    const list = await make(await wish());
    expect(readCrl(await make(), sub.certificate, at).revoked('c1')).toBeDefined();
    expect(() => readCrl(list, sub.certificate, at)).toThrow(expect.objectContaining({ code: 'crl-malformed' }) as Error);
  });

  it('refuses a list by an authority that may not sign lists', async () => {
    const narrow = await issue({ subject: 'CN=CA hẹp', issuer: root, ca: true, usages: [x509.KeyUsageFlags.keyCertSign] });
    const list = await make({ by: narrow });
    expect(() => readCrl(list, narrow.certificate, at)).toThrow(TrustError);
  });

  it('refuses a list with one changed octet', async () => {
    const list = await make();
    const index = Buffer.from(list).indexOf(Buffer.from('c1', 'hex'));
    expect(() => readCrl(list.with(index, 0xc3), sub.certificate, at)).toThrow(TrustError);
  });
});
