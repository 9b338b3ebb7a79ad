import { createHash } from 'node:crypto';
import * as asn1 from 'asn1js';
import { type Certificate, Extension } from 'pkijs';
import { type Contents, type KeyUsage, type Purpose, policy as ownPolicy } from './profile';

const usageBit: Record<KeyUsage, number> = {
  digitalSignature: 0,
  nonRepudiation: 1,
  keyEncipherment: 2,
  dataEncipherment: 3,
  keyCertSign: 5,
  cRLSign: 6,
};
const purposeOid: Record<Purpose, string> = {
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  emailProtection: '1.3.6.1.5.5.7.3.4',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  OCSPSigning: '1.3.6.1.5.5.7.3.9',
};
const cps = 'https://ca.sandbox.example.vn/policies/CP';

type Der = asn1.BaseBlock;
const sequence = (...value: Der[]): asn1.Sequence => new asn1.Sequence({ value });
const oid = (value: string): asn1.ObjectIdentifier => new asn1.ObjectIdentifier({ value });
const octets = (bytes: Uint8Array): asn1.OctetString => new asn1.OctetString({ valueHex: copy(bytes) });
const context = (tagNumber: number, ...value: Der[]): asn1.Constructed =>
  new asn1.Constructed({ idBlock: { tagClass: 3, tagNumber }, value });
const implicit = (tagNumber: number, bytes: Uint8Array): asn1.Primitive =>
  new asn1.Primitive({ idBlock: { tagClass: 3, tagNumber }, valueHex: copy(bytes) });
const uri = (address: string): asn1.Primitive => implicit(6, Buffer.from(address, 'ascii'));

/** asn1js keeps the buffer, so that a slice of a pooled one must not reach it. */
export const copy = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

export const extension = (extnID: string, value: Der, critical = false): Extension =>
  new Extension({ extnID, critical, extnValue: value.toBER() });

/** SHA-1 of the public key's bits (RFC 5280 §4.2.1.2, method 1). */
export const keyIdentifier = (certificate: Certificate): Buffer =>
  createHash('sha1').update(certificate.subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView).digest();

export const authorityKey = (issuer: Certificate): Extension => extension('2.5.29.35', sequence(implicit(0, keyIdentifier(issuer))));

/** Extensions of §5.2's profile: key usage critical, AIA and CDP under `baseUrl`. */
export function extensionsOf(profile: Contents, own: Certificate, issuer: Certificate, baseUrl: string): Extension[] {
  const selfSigned = profile.name === profile.issuer;
  return [
    ...(profile.ca ? [extension('2.5.29.19', basicConstraints(profile.ca.pathlen), true)] : []),
    extension('2.5.29.15', keyUsage(profile.usage), true),
    extension('2.5.29.14', octets(keyIdentifier(own))),
    ...(selfSigned ? [] : [authorityKey(issuer), ...issuedExtensions(profile, baseUrl)]),
  ];
}

function issuedExtensions(
  { issuer, purposes, purposesCritical, email, server, ocsp, policy = ownPolicy }: Contents,
  baseUrl: string,
): Extension[] {
  const purposesList = sequence(...purposes.map((purpose) => oid(purposeOid[purpose])));
  return [
    extension(
      '2.5.29.32',
      sequence(sequence(oid(policy), sequence(sequence(oid('1.3.6.1.5.5.7.2.1'), new asn1.IA5String({ value: cps }))))),
    ),
    ...(purposes.length > 0 ? [extension('2.5.29.37', purposesList, purposesCritical)] : []),
    ...(email ? [extension('2.5.29.17', sequence(implicit(1, Buffer.from(email, 'ascii'))))] : []),
    ...(server
      ? [extension('2.5.29.17', sequence(implicit(2, Buffer.from(server.name, 'ascii')), implicit(7, Buffer.from(server.address))))]
      : []),
    extension('1.3.6.1.5.5.7.1.1', authorityInformation(`${baseUrl}/crt/${issuer}.crt`, ocsp ? `${baseUrl}/ocsp` : undefined)),
    extension('2.5.29.31', sequence(sequence(context(0, context(0, uri(`${baseUrl}/crl/${issuer}.crl`)))))),
    ...(purposes.includes('OCSPSigning') ? [extension('1.3.6.1.5.5.7.48.1.5', new asn1.Null())] : []),
  ];
}

const basicConstraints = (pathlen: number | undefined): Der =>
  sequence(new asn1.Boolean({ value: true }), ...(pathlen === undefined ? [] : [new asn1.Integer({ value: pathlen })]));

function authorityInformation(issuers: string, ocsp: string | undefined): Der {
  const caIssuers = sequence(oid('1.3.6.1.5.5.7.48.2'), uri(issuers));
  return ocsp ? sequence(sequence(oid('1.3.6.1.5.5.7.48.1'), uri(ocsp)), caIssuers) : sequence(caIssuers);
}

/** A named bit list: DER cuts the zero bits at its end. */
function keyUsage(usages: readonly KeyUsage[]): Der {
  const bits = usages.map((usage) => usageBit[usage]);
  const byte = bits.reduce((sum, bit) => sum | (0x80 >> bit), 0);
  return new asn1.BitString({ valueHex: copy(Uint8Array.of(byte)), unusedBits: 7 - Math.max(...bits) });
}
