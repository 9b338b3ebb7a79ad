import { type DerReader, type Element, tags } from './der';

/** Dotted form of an OBJECT IDENTIFIER; arcs above 2^48 are refused (X.690 §8.19). */
export function readOid(reader: DerReader): string {
  const { value } = reader.next(tags.oid);
  if (value.length === 0 || value.length > 64) throw reader.fail('object identifier of impossible length');
  const arcs: number[] = [];
  let arc = 0;
  let fresh = true;
  for (const octet of value) {
    if (fresh && octet === 0x80) throw reader.fail('object identifier is not minimal');
    arc = arc * 128 + (octet & 0x7f);
    if (arc > 2 ** 48) throw reader.fail('object identifier arc is too large');
    fresh = octet < 0x80;
    if (!fresh) continue;
    arcs.push(arc);
    arc = 0;
  }
  if (!fresh) throw reader.fail('object identifier is cut off');
  const [joined = 0, ...rest] = arcs;
  const root = Math.min(Math.floor(joined / 40), 2);
  return [root, joined - root * 40, ...rest].join('.');
}

/** Contents of an INTEGER after the check of minimal encoding. */
export function readInteger(reader: DerReader, tag: number = tags.integer): Uint8Array {
  const { value } = reader.next(tag);
  const [first, second] = value;
  if (first === undefined) throw reader.fail('empty integer');
  if (second !== undefined && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80)))
    throw reader.fail('integer is not minimal');
  return value;
}

/** A small non-negative INTEGER or ENUMERATED. */
export function readSmall(reader: DerReader, tag: number = tags.integer): number {
  const value = readInteger(reader, tag);
  if (value.length > 4 || (value[0] ?? 0) >= 0x80) throw reader.fail('integer out of range');
  return value.reduce((sum, octet) => sum * 256 + octet, 0);
}

/**
 * Serial number as lower-case hex without leading zeros, `-` before a negative one. Certificates must have a positive one of at most 20 octets
 * (RFC 5280 §4.1.2.2), which path validation checks: a list or a response must be readable even where it speaks of others.
 */
export function readSerial(reader: DerReader, tag: number = tags.integer): string {
  const value = readInteger(reader, tag);
  if (value.length > 64) throw reader.fail('serial number longer than 64 octets');
  const hex = Buffer.from(value).toString('hex');
  if ((value[0] ?? 0) < 0x80) return hex.replace(/^0+(?=.)/, '');
  return `-${((1n << BigInt(value.length * 8)) - BigInt(`0x${hex}`)).toString(16)}`;
}

export function readBoolean(reader: DerReader, tag: number = tags.boolean): boolean {
  const { value } = reader.next(tag);
  if (value.length !== 1 || (value[0] !== 0 && value[0] !== 0xff)) throw reader.fail('boolean is not DER');
  return value[0] === 0xff;
}

/** Octets of a BIT STRING that uses all bits of each. */
export function readBits(reader: DerReader): Uint8Array {
  const { value } = reader.next(tags.bitString);
  if (value[0] !== 0) throw reader.fail('bit string has unused bits');
  return value.subarray(1);
}

/** Numbers of the bits set in a named BIT STRING; none at all is refused. */
export function readFlags(reader: DerReader, tag: number = tags.bitString): ReadonlySet<number> {
  const { value } = reader.next(tag);
  const unused = value[0] ?? 8;
  const last = value.at(-1) ?? 0;
  if (value.length < 2 || unused > 7 || (last & ((1 << unused) - 1)) !== 0 || ((last >> unused) & 1) === 0)
    throw reader.fail('named bit string is empty or not DER');
  const set = new Set<number>();
  for (let bit = 0; bit < (value.length - 1) * 8; bit++) if (((value[1 + (bit >> 3)] ?? 0) >> (7 - (bit & 7))) & 1) set.add(bit);
  return set;
}

/** UTCTime or GeneralizedTime with seconds, in Zulu, without fraction (RFC 5280 §4.1.2.5). */
export function readTime(reader: DerReader): Date {
  const { tag, value } = reader.next();
  const text = Buffer.from(value).toString('latin1');
  const form = tag === tags.utcTime ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/ : /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;
  const parts = form.exec(text);
  if ((tag !== tags.utcTime && tag !== tags.generalizedTime) || parts === null) throw reader.fail('time is not in the DER form');
  const [year = 0, ...rest] = parts.slice(1).map(Number);
  const full = tag === tags.utcTime ? (year < 50 ? 2000 + year : 1900 + year) : year;
  const iso = `${String(full).padStart(4, '0')}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}:${parts[6]}Z`;
  const date = new Date(iso);
  if (Number.isNaN(date.getTime()) || date.getUTCDate() !== rest[1] || date.getUTCHours() !== rest[2]) throw reader.fail('no such time');
  return date;
}

const textTags: ReadonlySet<number> = new Set([
  tags.utf8String,
  tags.numericString,
  tags.printableString,
  tags.teletexString,
  tags.ia5String,
  tags.visibleString,
  tags.universalString,
  tags.bmpString,
]);

export const isText = ({ tag }: Element): boolean => textTags.has(tag);

/** Text of a DirectoryString or IA5String, NFC; refuses what its own encoding forbids. */
export function readText(reader: DerReader, element: Element): string {
  const bytes = Buffer.from(element.value);
  switch (element.tag) {
    case tags.utf8String:
      return decode(reader, 'utf-8', bytes);
    case tags.bmpString:
      return decode(reader, 'utf-16le', bytes.length % 2 === 0 ? Buffer.from(bytes).swap16() : bytes);
    case tags.universalString:
      return readUniversal(reader, bytes);
    case tags.numericString:
    case tags.printableString:
    case tags.ia5String:
    case tags.visibleString:
      if (bytes.some((octet) => octet > 0x7e)) throw reader.fail('ASCII text with other characters');
      return bytes.toString('latin1');
    case tags.teletexString:
      return bytes.toString('latin1').normalize('NFC');
    default:
      throw reader.fail('text of an unsupported string type');
  }
}

function readUniversal(reader: DerReader, bytes: Buffer): string {
  if (bytes.length % 4 !== 0) throw reader.fail('text is not UTF-32');
  const points = Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readUInt32BE(i * 4));
  if (points.some((point) => point > 0x10ffff || (point >= 0xd800 && point < 0xe000))) throw reader.fail('text is not UTF-32');
  return points
    .map((point) => String.fromCodePoint(point))
    .join('')
    .normalize('NFC');
}

function decode(reader: DerReader, encoding: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes).normalize('NFC');
  } catch (cause) {
    throw reader.fail(`text is not ${encoding}`, cause);
  }
}
