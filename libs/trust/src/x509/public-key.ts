import { createPublicKey, type KeyObject } from 'node:crypto';

import { type DerReader, type Element, tags } from './der';
import { readBits, readInteger, readOid } from './values';

const ecPublicKey = '1.2.840.10045.2.1';
const rsaEncryption = '1.2.840.113549.1.1.1';

/** Key of a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7). Curves by name only: node:crypto would take explicit parameters too (RFC 5480 §2.1.1 forbids them). */
export function readPublicKey(reader: DerReader, spki: Element): KeyObject {
  const parts = reader.inside(spki);
  const algorithm = parts.enter(tags.sequence);
  const oid = readOid(algorithm);
  if (oid === ecPublicKey) readOid(algorithm);
  try {
    if (oid === rsaEncryption && algorithm.peek() === tags.null) return rsaKey(parts);
    return createPublicKey({ key: Buffer.from(spki.der), format: 'der', type: 'spki' });
  } catch (cause) {
    throw reader.fail('public key of an unsupported or broken form', cause);
  }
}

/** RFC 3279 §2.3.1. The two numbers as they are: OpenSSL's search for a decoder of the DER takes five times as long as a verification. */
function rsaKey(parts: DerReader): KeyObject {
  const value = readBits(parts);
  parts.end();
  const outer = parts.inside({ tag: tags.bitString, der: value, value });
  const numbers = outer.enter(tags.sequence);
  outer.end();
  const [n, e] = [readPositive(numbers), readPositive(numbers)];
  numbers.end();
  return createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' });
}

/** base64url without leading zeros (RFC 7518 §2: Base64urlUInt). */
function readPositive(numbers: DerReader): string {
  const value = readInteger(numbers);
  const [first = 0] = value;
  if (first >= 0x80) throw numbers.fail('negative number in a key');
  return Buffer.from(first === 0 ? value.subarray(1) : value).toString('base64url');
}
