import { isUtf8 } from 'node:buffer';
import { xmlLimits } from './document';
import { readDeclaration } from './declaration';
import { beyond, malformed, unsupported } from './refuse';

export type Encoding = 'utf8' | 'utf16le' | 'utf16be';

export interface DecodedText {
  readonly text: string;
  readonly encoding: Encoding;
  /** Octets of the byte order mark. */
  readonly mark: number;
}

/** Encoding declarations that each encoding may come with; UTF-16 without a byte order mark must say its order. */
const declarable: Readonly<Record<Encoding, readonly string[]>> = {
  utf8: ['utf-8'],
  utf16le: ['utf-16', 'utf-16le'],
  utf16be: ['utf-16', 'utf-16be'],
};

/**
 * Text of an XML file: UTF-8 with or without a byte order mark, or UTF-16. Nothing is replaced: an octet that does not belong is an error.
 * @throws XmlError `xml.limit`, `xml.encoding` or `xml.malformed`
 */
export function decodeXml(bytes: Uint8Array): DecodedText {
  if (bytes.length > xmlLimits.bytes) throw beyond(`${bytes.length} octets`);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const { encoding, mark } = sniff(buffer);
  const text = decode(buffer.subarray(mark), encoding);
  const declared = readDeclaration(text).encoding;
  const marked = mark > 0;
  const fits =
    declared === undefined ? encoding === 'utf8' || marked : declarable[encoding].includes(declared) && (declared !== 'utf-16' || marked);
  if (!fits) throw unsupported('xml.encoding', `encoding ${declared ?? 'not declared'} of text in ${encoding}`);
  return { text, encoding, mark };
}

export function encodeXml(text: string, encoding: Encoding): Buffer {
  if (encoding === 'utf8') return Buffer.from(text, 'utf8');
  const bytes = Buffer.from(text, 'utf16le');
  return encoding === 'utf16be' ? bytes.swap16() : bytes;
}

function sniff(bytes: Buffer): { encoding: Encoding; mark: number } {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf8', mark: 3 };
  if (a === 0xff && b === 0xfe) return { encoding: 'utf16le', mark: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: 'utf16be', mark: 2 };
  if (a === 0x3c && b === 0) return { encoding: 'utf16le', mark: 0 };
  if (a === 0 && b === 0x3c) return { encoding: 'utf16be', mark: 0 };
  return { encoding: 'utf8', mark: 0 };
}

function decode(bytes: Buffer, encoding: Encoding): string {
  if (encoding === 'utf8') {
    if (!isUtf8(bytes)) throw malformed('an octet that is not UTF-8');
    return bytes.toString('utf8');
  }
  if (bytes.length % 2 !== 0) throw malformed('half a character at the end of UTF-16');
  const text = (encoding === 'utf16be' ? Buffer.from(bytes).swap16() : bytes).toString('utf16le');
  if (!text.isWellFormed()) throw malformed('half a surrogate pair');
  return text;
}
