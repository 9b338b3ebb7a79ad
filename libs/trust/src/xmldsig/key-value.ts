import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { attributeOf, elementsOf, plainTextOf, type XmlDocument, type XmlElement } from '@lienthong/xml';
import { decodeBase64 } from './base64';
import { ds, dsig11, isNamed } from './names';

const curves: Readonly<Record<string, { readonly crv: string; readonly octets: number }>> = {
  'urn:oid:1.2.840.10045.3.1.7': { crv: 'P-256', octets: 32 },
  'urn:oid:1.3.132.0.34': { crv: 'P-384', octets: 48 },
  'urn:oid:1.3.132.0.35': { crv: 'P-521', octets: 66 },
};

/** Key of a KeyValue (RSA, or EC by a named curve) or a DEREncodedKeyValue (XMLDSig 1.1 §4.5.2, §4.5.9); `undefined` for any other. */
export function readKeyValue(document: XmlDocument, element: XmlElement): KeyObject | undefined {
  try {
    if (isNamed(element, dsig11, 'DEREncodedKeyValue')) {
      const der = bytesOf(document, element);
      return der && createPublicKey({ key: der, format: 'der', type: 'spki' });
    }
    const [value, ...others] = elementsOf(element);
    const key = value && others.length === 0 ? (readRsa(document, value) ?? readEc(document, value)) : undefined;
    return key && createPublicKey({ key, format: 'jwk' });
  } catch {
    return undefined;
  }
}

function readRsa(document: XmlDocument, value: XmlElement): JsonWebKey | undefined {
  if (!isNamed(value, ds, 'RSAKeyValue')) return undefined;
  const [modulus, exponent] = elementsOf(value).map((part) => bytesOf(document, part)?.toString('base64url'));
  return { kty: 'RSA', n: modulus, e: exponent };
}

function readEc(document: XmlDocument, value: XmlElement): JsonWebKey | undefined {
  if (!isNamed(value, dsig11, 'ECKeyValue')) return undefined;
  const [named, point] = elementsOf(value);
  const curve = curves[(named && attributeOf(named, 'URI')) ?? ''];
  const octets = point && bytesOf(document, point);
  if (!curve || octets?.length !== 1 + 2 * curve.octets || octets[0] !== 4) return undefined;
  const [x, y] = [octets.subarray(1, 1 + curve.octets), octets.subarray(1 + curve.octets)];
  return { kty: 'EC', crv: curve.crv, x: x.toString('base64url'), y: y.toString('base64url') };
}

function bytesOf(document: XmlDocument, element: XmlElement): Buffer | undefined {
  const text = plainTextOf(document, element);
  return text === undefined ? undefined : decodeBase64(text);
}
