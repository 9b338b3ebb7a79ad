import { hash } from 'node:crypto';
import type { FoundSignature, ReadOptions } from '../../verdict/found';
import { issue, type Issued } from '../../x509/testing/pki.test-kit';
import { findXmlSignatures } from '../find';
import { draft, enveloped, exc, rsa, seal, sha256 } from '../testing/draft.test-kit';

let signer: Issued;
let twin: Issued;
let ca: Issued;
beforeAll(async () => {
  [signer, ca] = await Promise.all([issue({ subject: 'CN=Sở Thử nghiệm', kind: 'rsa' }), issue({ subject: 'CN=Nơi cấp', ca: true })]);
  twin = await issue({ subject: 'CN=Sở Thử nghiệm', serial: '99', keyOf: signer });
});

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const type = 'http://uri.etsi.org/01903#SignedProperties';
const digest = (algorithm: string, name: string, who: Issued): string =>
  `<x:Cert><x:CertDigest><DigestMethod Algorithm="${algorithm}"/><DigestValue>${hash(name, who.certificate.der, 'base64')}</DigestValue></x:CertDigest></x:Cert>`;
const v2 = (who: Issued): string => `<x:SigningCertificateV2>${digest(sha256, 'sha256', who)}</x:SigningCertificateV2>`;
const v1 = (who: Issued): string =>
  `<x:SigningCertificate>${digest('http://www.w3.org/2000/09/xmldsig#sha1', 'sha1', who)}</x:SigningCertificate>`;
const time = '<x:SigningTime>2026-11-23T08:00:00+07:00</x:SigningTime>';
const encapsulated = (kind: string, bytes: Uint8Array): string => `<x:Encapsulated${kind}>${base64(bytes)}</x:Encapsulated${kind}>`;
const stamp = (inside = encapsulated('TimeStamp', Buffer.from('token'))): string =>
  `<x:SignatureTimeStamp>${inside}</x:SignatureTimeStamp>`;

interface Wish {
  readonly signed?: string;
  readonly data?: string;
  readonly unsigned?: string;
  readonly target?: string;
  readonly reference?: { readonly uri: string; readonly type?: string };
  readonly certificates?: readonly Issued[];
  readonly more?: string;
}

async function find(
  {
    signed = time + v2(signer),
    data = '',
    unsigned = '',
    target = '#sig',
    reference = { uri: '#p', type },
    certificates = [signer],
    more = '',
  }: Wish,
  options?: ReadOptions,
): Promise<FoundSignature> {
  const list = certificates.map(({ certificate }) => `<X509Certificate>${base64(certificate.der)}</X509Certificate>`);
  const ofData = data && `<x:SignedDataObjectProperties>${data}</x:SignedDataObjectProperties>`;
  const properties = `<x:SignedProperties Id="p"><x:SignedSignatureProperties>${signed}</x:SignedSignatureProperties>${ofData}</x:SignedProperties>`;
  const added =
    unsigned && `<x:UnsignedProperties><x:UnsignedSignatureProperties>${unsigned}</x:UnsignedSignatureProperties></x:UnsignedProperties>`;
  const qualifying = `<x:QualifyingProperties xmlns:x="http://uri.etsi.org/01903/v1.3.2#" Target="${target}">${properties}${added}</x:QualifyingProperties>`;
  const text = draft({
    references: [
      { uri: '', transforms: [enveloped, exc] },
      { transforms: [exc], ...reference },
    ],
    keyInfo: `<KeyInfo><X509Data>${list.join('')}</X509Data></KeyInfo>`,
    objects: `<Object>${qualifying}${more}</Object>`,
  });
  const [found] = await findXmlSignatures(Buffer.from(seal(`<r><a/>${text}</r>`, rsa(signer.privateKey))), options);
  return found!;
}

const told = ({ checks }: FoundSignature): string[] =>
  checks.filter(({ result }) => result !== 'passed').map(({ code, result }) => `${code} ${result}`);
const values = '<x:CertificateValues><x:EncapsulatedX509Certificate>@</x:EncapsulatedX509Certificate></x:CertificateValues>';
const withCa = (text: string): string => text.replace('@', base64(ca.certificate.der));
const revocations = `<x:RevocationValues><x:CRLValues>${encapsulated('CRLValue', Buffer.from('crl'))}</x:CRLValues><x:OCSPValues>${encapsulated('OCSPValue', Buffer.from('ocsp'))}</x:OCSPValues></x:RevocationValues>`;

it.each<[string, () => Wish, string[], string]>([
  ['all that B-B asks', () => ({}), [], 'B-B'],
  ['no signing time', () => ({ signed: v2(signer) }), [], ''],
  ['no signing certificate', () => ({ signed: time }), ['signer.bound warning'], ''],
  ['the signing certificate of another', () => ({ signed: time + v2(twin) }), ['signer.bound failed'], 'B-B'],
  ['a signing certificate by SHA-1', () => ({ signed: time + v1(signer) }), ['signer.bound failed'], 'B-B'],
  [
    'properties that nothing signs',
    () => ({ reference: { uri: '#k' } }),
    ['reference.target failed', 'xades.signed-properties failed', 'signing-time.unsigned warning'],
    '',
  ],
  ['properties signed without saying so', () => ({ reference: { uri: '#p' } }), ['xades.signed-properties failed'], 'B-B'],
  ['properties of another signature', () => ({ target: '#other' }), ['signature.structure failed'], ''],
  [
    'properties twice',
    () => ({ more: '<x:QualifyingProperties xmlns:x="http://uri.etsi.org/01903/v1.3.2#" Target="#sig"/>' }),
    ['signature.structure failed'],
    '',
  ],
  [
    'an explicit policy',
    () => ({
      signed: `${time}${v2(signer)}<x:SignaturePolicyIdentifier><x:SignaturePolicyId><x:SigPolicyId><x:Identifier>urn:oid:1.2.3</x:Identifier></x:SigPolicyId></x:SignaturePolicyId></x:SignaturePolicyIdentifier>`,
    }),
    ['xades.policy warning'],
    'B-B',
  ],
  [
    'an implied policy',
    () => ({ signed: `${time}${v2(signer)}<x:SignaturePolicyIdentifier><x:SignaturePolicyImplied/></x:SignaturePolicyIdentifier>` }),
    [],
    'B-B',
  ],
  [
    'a format of nothing, a stamp of content',
    () => ({ data: '<x:DataObjectFormat ObjectReference="#no"/><x:AllDataObjectsTimeStamp/>' }),
    ['timestamp.content warning', 'xades.data-object-format warning'],
    'B-B',
  ],
  ['a stamp', () => ({ unsigned: stamp() }), [], 'B-T'],
  ['a stamp of a form not known', () => ({ unsigned: stamp('<x:XMLTimeStamp/>') }), ['timestamp.form warning'], 'B-B'],
  [
    'a stamp without a token',
    () => ({ unsigned: stamp('<x:EncapsulatedTimeStamp>!</x:EncapsulatedTimeStamp>') }),
    ['timestamp.form warning'],
    'B-B',
  ],
  ['values without a stamp', () => ({ unsigned: withCa(values) }), [], 'B-B'],
  ['values', () => ({ unsigned: stamp() + withCa(values) + revocations }), [], 'B-LT'],
  [
    'values of the stamp',
    () => ({
      unsigned: `${stamp()}<y:TimeStampValidationData xmlns:y="http://uri.etsi.org/01903/v1.4.1#">${withCa(values)}</y:TimeStampValidationData>`,
    }),
    [],
    'B-LT',
  ],
  [
    'an archive stamp',
    () => ({ unsigned: `${stamp()}<y:ArchiveTimeStamp xmlns:y="http://uri.etsi.org/01903/v1.4.1#"/>` }),
    ['timestamp.archive warning'],
    'B-LTA',
  ],
  [
    'a counter-signature',
    () => ({ unsigned: `<x:CounterSignature>${draft({ id: 'counter' })}</x:CounterSignature>` }),
    ['signature.counter warning'],
    'B-B',
  ],
])('%s', async (_, wish, expected, level) => {
  const found = await find(wish());
  expect([told(found), found.level]).toEqual([expected, level]);
  expect(found.coversWhole).toBe(expected.every((one) => one.endsWith('warning')));
});

it('takes the certificate that is named, where two have the key', async () => {
  for (const one of [signer, twin]) {
    const found = await find({ signed: time + v2(one), certificates: [signer, twin] });
    expect([told(found), found.signer?.serial]).toEqual([[], one.certificate.serial]);
    expect(found.certificates).toHaveLength(1);
  }
});

it('hands over times, tokens, certificates and revocations as they came', async () => {
  const found = await find({ unsigned: stamp() + withCa(values) + revocations });
  expect(found.signingTime).toEqual(new Date('2026-11-23T01:00:00Z'));
  expect(found.certificates.map(({ subject }) => subject)).toEqual(['CN=Nơi cấp']);
  expect([found.crls, found.ocsps].flat().map(String)).toEqual(['crl', 'ocsp']);
  const [timestamp] = found.timestamps;
  expect([String(timestamp?.token), timestamp?.kind]).toEqual(['token', 'signature']);
  expect(String(timestamp?.stamped)).toMatch(
    /^<SignatureValue xmlns="http:\/\/www.w3.org\/2000\/09\/xmldsig#">[\w+/=]+<\/SignatureValue>$/,
  );
});

it('takes a digest by SHA-1 of the certificate under the legacy policy', async () => {
  expect(told(await find({ signed: time + v1(signer) }, { policy: 'legacy' }))).toEqual(['signature.weak warning']);
});
