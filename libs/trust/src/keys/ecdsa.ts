import { TrustError } from '../model';
import { DerReader, tags } from '../x509/der';
import { readInteger } from '../x509/values';

/** r‖s (IEEE P1363, RFC 7518 §3.4) as ECDSA-Sig-Value (RFC 3279 §2.2.3), DER. */
export function ecdsaToDer(signature: Uint8Array): Uint8Array {
  const half = signature.length / 2;
  const body = Buffer.concat([derInteger(signature.subarray(0, half)), derInteger(signature.subarray(half))]);
  return Buffer.concat([Buffer.of(tags.sequence), derLength(body.length), body]);
}

/**
 * ECDSA-Sig-Value as r‖s of `size` octets each.
 * @throws TrustError `signature-invalid` for anything but strict DER of two non-negative numbers that fit
 */
export function ecdsaFromDer(der: Uint8Array, size: number): Uint8Array {
  const outer = new DerReader(der, 'signature-invalid', 'ECDSA signature');
  const sequence = outer.enter(tags.sequence);
  outer.end();
  const numbers = [readInteger(sequence), readInteger(sequence)];
  sequence.end();
  return Buffer.concat(numbers.map((number) => fill(number, size)));
}

function fill(number: Uint8Array, size: number): Uint8Array {
  if ((number[0] ?? 0) >= 0x80) throw new TrustError('signature-invalid', 'reading ECDSA signature: a negative number');
  const digits = number[0] === 0 ? number.subarray(1) : number;
  if (digits.length > size) throw new TrustError('signature-invalid', `reading ECDSA signature: a number of more than ${size} octets`);
  return Buffer.concat([Buffer.alloc(size - digits.length), digits]);
}

function derInteger(digits: Uint8Array): Uint8Array {
  const first = digits.findIndex((octet) => octet !== 0);
  const minimal = first === -1 ? Buffer.of(0) : digits.subarray(first);
  const positive = (minimal[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), minimal]) : minimal;
  return Buffer.concat([Buffer.of(tags.integer, positive.length), positive]);
}

/** P-521 needs the long form: 2 × 68 octets. */
const derLength = (length: number): Uint8Array => (length < 0x80 ? Buffer.of(length) : Buffer.of(0x81, length));
