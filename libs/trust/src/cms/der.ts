/** Encoded DER. A structure is written from the inside out, and what is written is final. */
export type Der = Uint8Array;

export const sequence = (...items: readonly Der[]): Buffer => write(0x30, ...items);
export const octets = (bytes: Uint8Array): Buffer => write(0x04, bytes);
export const small = (value: number): Buffer => unsigned(Buffer.from([value >> 24, value >> 16, value >> 8, value]));
export const nothing = (): Buffer => write(0x05);
export const yes = (): Buffer => write(0x01, Uint8Array.of(0xff));
export const enumerated = (value: number): Buffer => write(0x0a, Uint8Array.of(value));

/** `[tag]` over ready-made members: EXPLICIT with one member, IMPLICIT SEQUENCE or SET OF with many. */
export const tagged = (tag: number, ...items: readonly Der[]): Buffer => write(0xa0 | tag, ...items);

/** SET OF in the order that DER demands (X.690 §11.6). */
export const setOf = (...items: readonly Der[]): Buffer => write(0x31, ...inDerOrder(items));

export const inDerOrder = (items: readonly Der[]): Der[] => [...items].sort((a, b) => Buffer.compare(a, b));

/** Attribute with one value (RFC 5652 §5.3). */
export const attribute = (type: string, value: Der): Buffer => sequence(oid(type), setOf(value));

/** An unsigned INTEGER from big-endian bytes. */
export function unsigned(bytes: Uint8Array): Buffer {
  const first = bytes.findIndex((octet) => octet !== 0);
  const digits = first < 0 ? Uint8Array.of(0) : bytes.subarray(first);
  return (digits[0] ?? 0) < 0x80 ? write(0x02, digits) : write(0x02, Uint8Array.of(0), digits);
}

export function oid(dotted: string): Buffer {
  const [root = 0, second = 0, ...arcs] = dotted.split('.').map(Number);
  return write(0x06, Buffer.from([root * 40 + second, ...arcs].flatMap(base128)));
}

/** UTCTime until 2049, GeneralizedTime afterwards (RFC 5652 §11.3); whole seconds. */
export function time(at: Date): Buffer {
  const digits = `${at.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`;
  return at.getUTCFullYear() < 2050 ? write(0x17, Buffer.from(digits.slice(2))) : write(0x18, Buffer.from(digits));
}

/** Identifier and length octets (X.690 §8.1, §10.1). */
export function header(tag: number, length: number): Buffer {
  if (length < 0x80) return Buffer.from([tag, length]);
  const count = Math.ceil(Math.log2(length + 1) / 8);
  const bytes = Buffer.alloc(2 + count);
  bytes[0] = tag;
  bytes[1] = 0x80 | count;
  bytes.writeUIntBE(length, 2, count);
  return bytes;
}

/** One element of any tag from its contents. */
export function write(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([header(tag, length), ...parts]);
}

function base128(arc: number): number[] {
  const octets = [arc % 128];
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128)) octets.unshift((rest % 128) | 0x80);
  return octets;
}
