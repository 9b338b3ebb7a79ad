import { asn1 } from 'node-forge';
import { TrustError, type TrustErrorCode } from '../model';

/** One decoded ASN.1 value. */
export type Node = asn1.Asn1;

const { Class, Type } = asn1;
const limit = 4 * 1024 * 1024;

/** Decodes one DER value and nothing after it; at most 4 MiB, nesting as node-forge allows (256). */
export function decode(der: Uint8Array, code: TrustErrorCode): Node {
  if (der.length > limit) throw new TrustError(code, `reading ASN.1: ${der.length} bytes, the limit is ${limit}`);
  try {
    return asn1.fromDer(Buffer.from(der).toString('latin1'));
  } catch (cause) {
    throw new TrustError(code, 'reading ASN.1: not DER', { cause });
  }
}

export function encode(node: Node): Buffer {
  return Buffer.from(asn1.toDer(node).getBytes(), 'latin1');
}

export const sequence = (...items: Node[]): Node => asn1.create(Class.UNIVERSAL, Type.SEQUENCE, true, items);
export const octets = (bytes: Uint8Array): Node => primitive(Type.OCTETSTRING, Buffer.from(bytes).toString('latin1'));
export const oid = (dotted: string): Node => primitive(Type.OID, asn1.oidToDer(dotted).getBytes());
export const small = (value: number): Node => primitive(Type.INTEGER, asn1.integerToDer(value).getBytes());
export const nothing = (): Node => primitive(Type.NULL, '');
export const yes = (): Node => primitive(Type.BOOLEAN, '\xff');
/** `[tag]` over ready-made members: EXPLICIT with one member, IMPLICIT SET OF with many. node-forge names tag numbers like universal types. */
export function tagged(tag: 0 | 1, ...items: Node[]): Node {
  return asn1.create(Class.CONTEXT_SPECIFIC, tag === 0 ? Type.NONE : Type.BOOLEAN, true, items);
}

/** An unsigned INTEGER from big-endian bytes. */
export function unsigned(bytes: Uint8Array): Node {
  return primitive(Type.INTEGER, `\x00${Buffer.from(bytes).toString('latin1')}`);
}

/** SET OF in the order that DER demands (X.690 §11.6). */
export function setOf(...items: Node[]): Node {
  return asn1.create(Class.UNIVERSAL, Type.SET, true, inDerOrder(items));
}

export function inDerOrder(items: Node[]): Node[] {
  return items
    .map((item) => ({ item, der: encode(item) }))
    .sort((a, b) => Buffer.compare(a.der, b.der))
    .map(({ item }) => item);
}

/** Attribute with one value (RFC 5652 §5.3). */
export function attribute(type: string, value: Node): Node {
  return sequence(oid(type), setOf(value));
}

/** UTCTime until 2049, GeneralizedTime afterwards (RFC 5652 §11.3); whole seconds. */
export function time(at: Date): Node {
  return at.getUTCFullYear() < 2050
    ? primitive(Type.UTCTIME, asn1.dateToUtcTime(at))
    : primitive(Type.GENERALIZEDTIME, asn1.dateToGeneralizedTime(at));
}

function primitive(type: asn1.Type, value: string): Node {
  return asn1.create(Class.UNIVERSAL, type, false, value);
}
