import { constants, type KeyObject, type SigningOptions, verify } from 'node:crypto';
import { attributeOf, elementsOf, type XmlDocument, type XmlElement } from '@lienthong/xml';
import type { FileAlgorithm } from '../keys/file-algorithm';
import type { SignaturePolicy } from '../verdict/found';
import { keyWeakness } from '../x509/key';
import { ds, dsigMore } from './names';
import { readPssDigest } from './pss';

/** A signature algorithm of XMLDSig §6.4 or RFC 9231 §2.3. */
export interface SignatureScheme {
  readonly name: string;
  readonly key: 'rsa' | 'ec' | 'ed25519';
  /** Absent for Ed25519, which digests by itself. */
  readonly hash?: string;
  /** Of RSASSA-PSS; the mask is made with the same hash. */
  readonly saltLength?: number;
  readonly weak?: true;
}

const more = 'http://www.w3.org/2001/04/xmldsig-more#';
const rsaPss = `${dsigMore}rsa-pss`;

const known: Readonly<Record<string, SignatureScheme>> = {
  [`${more}rsa-sha256`]: { name: 'rsa-sha256', key: 'rsa', hash: 'sha256' },
  [`${more}rsa-sha384`]: { name: 'rsa-sha384', key: 'rsa', hash: 'sha384' },
  [`${more}rsa-sha512`]: { name: 'rsa-sha512', key: 'rsa', hash: 'sha512' },
  [`${dsigMore}sha256-rsa-MGF1`]: { name: 'rsa-pss-sha256', key: 'rsa', hash: 'sha256', saltLength: 32 },
  [`${dsigMore}sha384-rsa-MGF1`]: { name: 'rsa-pss-sha384', key: 'rsa', hash: 'sha384', saltLength: 48 },
  [`${dsigMore}sha512-rsa-MGF1`]: { name: 'rsa-pss-sha512', key: 'rsa', hash: 'sha512', saltLength: 64 },
  [`${more}ecdsa-sha256`]: { name: 'ecdsa-sha256', key: 'ec', hash: 'sha256' },
  [`${more}ecdsa-sha384`]: { name: 'ecdsa-sha384', key: 'ec', hash: 'sha384' },
  [`${more}ecdsa-sha512`]: { name: 'ecdsa-sha512', key: 'ec', hash: 'sha512' },
  'http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519': { name: 'eddsa-ed25519', key: 'ed25519' },
  [`${ds}rsa-sha1`]: { name: 'rsa-sha1', key: 'rsa', hash: 'sha1', weak: true },
  [`${more}ecdsa-sha1`]: { name: 'ecdsa-sha1', key: 'ec', hash: 'sha1', weak: true },
};

/** A scheme to sign with and its identifier; `undefined` where the key does not fit it. */
export function schemeToSign(key: KeyObject, name: FileAlgorithm): { readonly uri: string; readonly scheme: SignatureScheme } | undefined {
  const [uri, scheme] = Object.entries(known).find(([, one]) => one.name === name) ?? [];
  return uri === undefined || !scheme || keyMismatch(scheme, key, 'standard') !== undefined ? undefined : { uri, scheme };
}

/** Of a SignatureMethod element; `undefined` when it is none of those allowed: HMAC and DSA never are. */
export function readSignatureMethod(document: XmlDocument, element: XmlElement): SignatureScheme | undefined {
  const uri = attributeOf(element, 'Algorithm') ?? '';
  if (uri === rsaPss) {
    const digest = readPssDigest(document, element);
    return digest && { name: `rsa-pss-${digest.name}`, key: 'rsa', hash: digest.name, saltLength: digest.length };
  }
  return Object.hasOwn(known, uri) && elementsOf(element).length === 0 ? known[uri] : undefined;
}

/** Why the key may not be used so, `undefined` when it may. */
export function keyMismatch(scheme: SignatureScheme, key: KeyObject, policy: SignaturePolicy): string | undefined {
  if (key.asymmetricKeyType !== scheme.key) return `${scheme.name} with a key of type ${key.asymmetricKeyType ?? 'unknown'}`;
  return keyWeakness(key, policy);
}

const octetsOfCurve: Readonly<Record<string, number>> = { prime256v1: 32, secp384r1: 48, secp521r1: 66 };

/** The mathematics; the key must have passed `keyMismatch`. */
export function verifyValue(scheme: SignatureScheme, key: KeyObject, data: Uint8Array, value: Uint8Array): boolean {
  const form = scheme.key === 'ec' ? sameHalves(value, octetsOfCurve[key.asymmetricKeyDetails?.namedCurve ?? ''] ?? 0) : value;
  if (form === undefined) return false;
  try {
    return verify(scheme.hash ?? null, data, { key, ...optionsOf(scheme) }, form);
  } catch {
    // A salt that the key has no room for.
    return false;
  }
}

/**
 * ECDSA is r‖s, each as long as the order of the curve (RFC 9231 §2.3.6). Old JDKs wrote both as long as the longer of the two needs, with the
 * sign octet of an INTEGER or without zeros in front: the halves are the same numbers.
 */
function sameHalves(value: Uint8Array, octets: number): Uint8Array | undefined {
  if (value.length === 2 * octets) return value;
  const half = value.length / 2;
  if (!Number.isInteger(half) || half === 0 || half > octets + 1) return undefined;
  const numbers = [value.subarray(0, half), value.subarray(half)].map((one) =>
    one.length > octets && one[0] === 0 ? one.subarray(1) : one,
  );
  if (numbers.some(({ length }) => length > octets)) return undefined;
  const form = new Uint8Array(2 * octets);
  numbers.forEach((number, index) => form.set(number, (index + 1) * octets - number.length));
  return form;
}

function optionsOf({ key, saltLength }: SignatureScheme): SigningOptions {
  if (key === 'ec') return { dsaEncoding: 'ieee-p1363' };
  if (key === 'ed25519') return {};
  if (saltLength === undefined) return { padding: constants.RSA_PKCS1_PADDING };
  return { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength };
}
