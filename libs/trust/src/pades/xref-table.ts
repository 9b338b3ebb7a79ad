import { atOffset, type Entry, free, isPackable } from './entry';
import { wordOf } from './indirect';
import { isWhite, type Lexer } from './lexer';

const maxEntries = 1_000_000;
const [zero, nine] = [0x30, 0x39];

/** The subsections of a cross-reference table up to and with the word `trailer` (ISO 32000-2 §7.5.4). */
export function readXrefTable(lexer: Lexer): Map<number, Entry> {
  const entries = new Map<number, Entry>();
  for (;;) {
    const first = lexer.next();
    if (typeof first !== 'number') {
      if (typeof first === 'object' && first.kind !== 'real' && wordOf(first) === 'trailer') return entries;
      throw lexer.broken('neither a subsection nor a trailer');
    }
    const count = lexer.next();
    if (typeof count !== 'number' || first < 0 || count < 0 || entries.size + count > maxEntries)
      throw lexer.broken('subsection without numbers');
    lexer.skip();
    for (let index = 0; index < count; index++) {
      const number = first + index;
      if (entries.has(number)) throw lexer.broken('an object twice in one section');
      entries.set(number, readEntry(lexer));
    }
  }
}

/** `nnnnnnnnnn ggggg n` and two characters of line end, of which some writers leave out one. */
function readEntry(lexer: Lexer): Entry {
  const offset = digits(lexer, 10);
  const generation = digits(lexer, 5);
  const state = lexer.bytes[lexer.at++];
  for (let gap = 0; gap < 2 && isWhite(lexer.bytes[lexer.at]); gap++) lexer.at++;
  if (state === 0x66 || (state === 0x6e && offset === 0)) return free;
  if (state !== 0x6e || !isPackable(offset, generation, false)) throw lexer.broken('entry of a cross-reference table');
  return atOffset(offset, generation);
}

/** So many digits and the space after them. */
function digits(lexer: Lexer, count: number): number {
  let value = 0;
  for (const end = lexer.at + count; lexer.at < end; lexer.at++) {
    const octet = lexer.bytes[lexer.at] ?? 0;
    if (octet < zero || octet > nine) throw lexer.broken('entry of a cross-reference table');
    value = value * 10 + octet - zero;
  }
  if (lexer.bytes[lexer.at++] !== 0x20) throw lexer.broken('entry of a cross-reference table');
  return value;
}
