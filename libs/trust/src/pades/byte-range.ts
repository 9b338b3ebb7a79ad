import { type Content, contentOf } from '../cms/content';
import { isWhite } from './lexer';
import type { SignatureValue } from './signature-value';
import { countOf, isKind, isString, type PdfValue } from './value';

/** What a signature covers: everything up to `end` but the hole in which it lies itself. */
export interface Covered {
  readonly content: Content;
  /** The numbers of ByteRange. */
  readonly name: string;
  readonly hole: { readonly start: number; readonly end: number };
  readonly end: number;
  /** What is in the hole, padding included. */
  readonly contents: Uint8Array;
}

const endMark = Buffer.from('%%EOF');
const [carriageReturn, lineFeed] = [13, 10];

/**
 * The byte range of a signature (ISO 32000-2 §12.8.1), or what is wrong with it: it must begin where the file begins, leave out exactly the
 * `<…>` of this dictionary's Contents, and end with the file or with one of its revisions.
 */
export function readByteRange(bytes: Uint8Array, { dictionary, inFile }: SignatureValue): Covered | string {
  if (dictionary.repeats) return 'the signature dictionary says something twice';
  const range = numbersOf(dictionary.entries.get('ByteRange'));
  const contents = dictionary.entries.get('Contents');
  if (!range) return 'no ByteRange of four numbers';
  if (!inFile || !isString(contents) || contents.kind !== 'hex') return 'no Contents in hexadecimal';
  const [first, before, after, length] = range;
  const end = after + length;
  if (first !== 0) return 'does not begin with the file';
  if (before !== contents.start || after !== contents.start + contents.raw.length + 2) return 'leaves out something else than Contents';
  if (end > bytes.length || length === 0) return 'ends outside of the file';
  if (end < bytes.length && !endsRevision(bytes, end)) return 'ends in the middle of a revision';
  if (!isHexadecimal(contents.raw)) return 'Contents is not hexadecimal throughout';
  return {
    content: contentOf(bytes.subarray(0, before), bytes.subarray(after, end)),
    name: range.join(' '),
    hole: { start: before, end: after },
    end,
    contents: Buffer.from(Buffer.from(contents.raw).toString('latin1'), 'hex'),
  };
}

/** Nothing but white space and zeros follows, as mail and storage systems add them. */
export function isPadding(bytes: Uint8Array, from: number): boolean {
  return bytes.length - from <= 4096 && bytes.subarray(from).every(isWhite);
}

function numbersOf(value: PdfValue | undefined): [number, number, number, number] | undefined {
  if (!isKind(value, 'array') || value.items.length !== 4) return undefined;
  const [a, b, c, d] = value.items.map(countOf);
  return a === undefined || b === undefined || c === undefined || d === undefined ? undefined : [a, b, c, d];
}

function endsRevision(bytes: Uint8Array, end: number): boolean {
  let at = end;
  if (bytes[at - 1] === lineFeed) at--;
  if (bytes[at - 1] === carriageReturn) at--;
  return Buffer.compare(bytes.subarray(at - endMark.length, at), endMark) === 0;
}

function isHexadecimal(raw: Uint8Array): boolean {
  const isDigit = (octet: number): boolean =>
    (octet >= 0x30 && octet <= 0x39) || (octet >= 0x41 && octet <= 0x46) || (octet >= 0x61 && octet <= 0x66);
  return raw.length % 2 === 0 && raw.every(isDigit);
}
