/** DER by hand, so that tests can write what no library would. */
export type Der = Buffer;

function length(size: number): Buffer {
  if (size < 0x80) return Buffer.of(size);
  const hex = size.toString(16);
  const octets = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return Buffer.concat([Buffer.of(0x80 | octets.length), octets]);
}

export function tagged(tag: number, ...content: readonly Uint8Array[]): Der {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.of(tag), length(body.length), body]);
}

export const sequence = (...items: readonly Uint8Array[]): Der => tagged(0x30, ...items);
const set = (...items: readonly Uint8Array[]): Der => tagged(0x31, ...items);
/** `[number]`, constructed around elements or primitive around octets. */
export const context = (number: number, ...items: readonly Uint8Array[]): Der => tagged(0xa0 | number, ...items);
export const primitive = (number: number, octets: Uint8Array): Der => tagged(0x80 | number, octets);
export const octets = (value: Uint8Array): Der => tagged(0x04, value);
export const bits = (value: Uint8Array): Der => tagged(0x03, Buffer.of(0), value);
export const yes = Buffer.from('0101ff', 'hex');
export const nothing = Buffer.from('0500', 'hex');
export const utf8 = (text: string): Der => tagged(0x0c, Buffer.from(text));
export const printable = (text: string): Der => tagged(0x13, Buffer.from(text, 'latin1'));

/** Two's complement, any size. */
export function integer(value: bigint | number, tag = 0x02): Der {
  const wanted = BigInt(value);
  let size = 1;
  while (BigInt.asIntN(size * 8, wanted) !== wanted) size++;
  const hex = BigInt.asUintN(size * 8, wanted).toString(16);
  return tagged(tag, Buffer.from(hex.padStart(size * 2, '0'), 'hex'));
}

export const enumerated = (value: number): Der => integer(value, 0x0a);

export function oid(text: string): Der {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  const arcs = [first * 40 + second, ...rest].map((arc) => {
    const groups = [arc & 0x7f];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) groups.unshift((left & 0x7f) | 0x80);
    return Buffer.from(groups);
  });
  return tagged(0x06, ...arcs);
}

/** Contents of a named BIT STRING. */
export function flags(...set: readonly number[]): Buffer {
  const highest = Math.max(...set);
  const found = Buffer.alloc(Math.floor(highest / 8) + 2);
  for (const bit of set) found[1 + (bit >> 3)] = (found[1 + (bit >> 3)] ?? 0) | (0x80 >> (bit & 7));
  found[0] = 7 - (highest % 8);
  return found;
}

export function time(iso: string, generalized = Number(iso.slice(0, 4)) >= 2050): Der {
  const digits = new Date(iso).toISOString().replace(/\.\d+|[-:T]/g, '');
  return generalized ? tagged(0x18, Buffer.from(digits)) : tagged(0x17, Buffer.from(digits.slice(2)));
}

const types: Readonly<Record<string, string>> = {
  CN: '2.5.4.3',
  C: '2.5.4.6',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  DC: '0.9.2342.19200300.100.1.25',
  E: '1.2.840.113549.1.9.1',
};

/** `C=VN, O=…, CN=…` in the order in which it is encoded. */
export const name = (text: string, encode: (value: string) => Der = utf8): Der =>
  sequence(...(text === '' ? [] : text.split(', ').map((part) => set(attribute(part, encode)))));

export function attribute(part: string, encode: (value: string) => Der = utf8): Der {
  const [type = '', ...value] = part.split('=');
  return sequence(oid(types[type] ?? type), encode(value.join('=')));
}

export const general = {
  email: (text: string): Der => primitive(1, Buffer.from(text)),
  dns: (text: string): Der => primitive(2, Buffer.from(text)),
  directory: (text: string): Der => context(4, name(text)),
  uri: (text: string): Der => primitive(6, Buffer.from(text)),
  ip: (hex: string): Der => primitive(7, Buffer.from(hex, 'hex')),
  other: (type: string, value: Uint8Array): Der => context(0, oid(type), context(0, value)),
} as const;
