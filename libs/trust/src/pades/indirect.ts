import { isWhite, Lexer, type Token } from './lexer';
import { parseValue } from './parser';
import type { PdfValue } from './value';

/** An object that stands by itself in a file: `12 0 obj … endobj` (ISO 32000-2 §7.3.10). */
export interface Indirect {
  readonly number: number;
  readonly generation: number;
  readonly value: PdfValue;
  /** Offset behind its last word. */
  readonly end: number;
}

const [carriageReturn, lineFeed] = [13, 10];
const maxGap = 4;

/** @throws UnreadableError unless an object of the right form begins at the offset; a stream is as long as `lengthOf` says */
export function readIndirect(bytes: Uint8Array, offset: number, lengthOf: (value: PdfValue | undefined) => number | undefined): Indirect {
  const lexer = new Lexer(bytes, offset);
  if (offset >= bytes.length) throw lexer.broken('no object where one is said to be');
  const [number, generation] = [lexer.next(), lexer.next()];
  if (typeof number !== 'number' || typeof generation !== 'number' || wordOf(lexer.next()) !== 'obj')
    throw lexer.broken('no object where one is said to be');
  const { value, word } = parseValue(lexer);
  if (word === 'endobj') return { number, generation, value, end: lexer.at };
  if (word !== 'stream' || typeof value !== 'object' || value?.kind !== 'dictionary') throw lexer.broken('object without end');
  const data = readData(lexer, lengthOf(value.entries.get('Length')));
  return { number, generation, value: { kind: 'stream', dictionary: value, data }, end: lexer.at };
}

/** As many bytes as the length says, and right behind them the two words that end a stream: its length is not a matter of opinion. */
function readData(lexer: Lexer, length: number | undefined): Uint8Array {
  const { bytes } = lexer;
  if (bytes[lexer.at] === carriageReturn) lexer.at++;
  if (bytes[lexer.at++] !== lineFeed || length === undefined || lexer.at + length > lexer.limit)
    throw lexer.broken('stream without a length');
  const data = bytes.subarray(lexer.at, lexer.at + length);
  lexer.at += length;
  for (let gap = 0; gap < maxGap && isWhite(bytes[lexer.at]); gap++) lexer.at++;
  if (isWhite(bytes[lexer.at]) || wordOf(lexer.next()) !== 'endstream' || wordOf(lexer.next()) !== 'endobj')
    throw lexer.broken('stream of another length');
  return data;
}

export const wordOf = (token: Token): string | undefined =>
  typeof token === 'object' && token.kind === 'keyword' ? token.word : undefined;
