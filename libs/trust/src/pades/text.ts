import type { PdfString } from './value';

const escapes: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, b: 8, f: 12 };
const [backslash, carriageReturn, lineFeed] = [0x5c, 13, 10];

/** The bytes that a string stands for (ISO 32000-2 §7.3.4). */
function bytesOf({ kind, raw }: PdfString): Buffer {
  return kind === 'hex' ? fromHex(raw) : fromLiteral(raw);
}

/** A text string (ISO 32000-2 §7.9.2.2): UTF-16BE or UTF-8 with their marks, else taken for Latin-1. */
export function textOf(value: PdfString): string {
  const bytes = bytesOf(value);
  if (bytes[0] === 0xfe && bytes[1] === 0xff && bytes.length % 2 === 0)
    return bytes.subarray(2).swap16().toString('utf16le').normalize('NFC');
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.toString('utf8', 3).normalize('NFC');
  return bytes.toString('latin1');
}

/** A date (ISO 32000-2 §7.9.4) with at least its day; `undefined` when it is none. */
export function dateOf(value: PdfString): Date | undefined {
  const parts = /^D:(\d{4})(\d\d)(\d\d)(\d\d)?(\d\d)?(\d\d)?(?:Z(?:00'?00'?)?|([+-])(\d\d)'?(\d\d)?'?)?$/.exec(
    bytesOf(value).toString('latin1'),
  );
  if (!parts) return undefined;
  const [, year, month, day, hour = '00', minute = '00', second = '00', sign, hours = '00', minutes = '00'] = parts;
  const offset = sign === undefined ? 'Z' : `${sign}${hours}:${minutes}`;
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function fromHex(raw: Uint8Array): Buffer {
  const digits = Buffer.from(raw.buffer, raw.byteOffset, raw.length)
    .toString('latin1')
    .replace(/[\0\t\n\f\r ]/g, '');
  return Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex');
}

function fromLiteral(raw: Uint8Array): Buffer {
  const out = Buffer.alloc(raw.length);
  let length = 0;
  for (let at = 0; at < raw.length;) {
    const octet = raw[at++] ?? 0;
    if (octet === carriageReturn) {
      if (raw[at] === lineFeed) at++;
      out[length++] = lineFeed;
    } else if (octet === backslash) {
      const { value, next } = readEscape(raw, at);
      if (value !== undefined) out[length++] = value;
      at = next;
    } else out[length++] = octet;
  }
  return out.subarray(0, length);
}

/** What follows a backslash; `value` is absent where it only breaks the line. */
function readEscape(raw: Uint8Array, at: number): { value?: number; next: number } {
  const octet = raw[at] ?? backslash;
  if (octet === carriageReturn) return { next: raw[at + 1] === lineFeed ? at + 2 : at + 1 };
  if (octet === lineFeed) return { next: at + 1 };
  const octal = /^[0-7]{1,3}/.exec(Buffer.from(raw.subarray(at, at + 3)).toString('latin1'))?.[0];
  if (octal !== undefined) return { value: parseInt(octal, 8) & 0xff, next: at + octal.length };
  return { value: escapes[String.fromCharCode(octet)] ?? octet, next: at + 1 };
}
