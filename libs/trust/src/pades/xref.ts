import { UnreadableError } from '../verdict/found';
import { type Entry, free } from './entry';
import type { Budget } from './budget';
import { wordOf } from './indirect';
import { isWhite, Lexer } from './lexer';
import { parseValue } from './parser';
import { countOf, isKind, type PdfValue } from './value';
import { readXrefStream } from './xref-stream';
import { readXrefTable } from './xref-table';

/** One cross-reference section with its trailer (ISO 32000-2 §7.5.4, §7.5.8). */
export interface Section {
  readonly entries: ReadonlyMap<number, Entry>;
  readonly trailer: ReadonlyMap<string, PdfValue>;
}

export interface Xref {
  readonly entries: ReadonlyMap<number, Entry>;
  /** Of the newest section. */
  readonly trailer: ReadonlyMap<string, PdfValue>;
  /** Offsets of the sections, the newest first. */
  readonly sections: readonly number[];
}

const maxSections = 1024;
const maxEntries = 2_000_000;
const maxPadding = 4096;
const endMark = Buffer.from('%%EOF');

/**
 * Every cross-reference section that leads back from the end of the file; of an object that several name, the newest is taken.
 * @throws UnreadableError for anything that other readers might repair in ways of their own
 */
export function readXref(bytes: Uint8Array, budget: Budget): Xref {
  const entries = new Map<number, Entry>();
  const sections: number[] = [];
  let trailer: Section['trailer'] | undefined;
  let count = 0;
  for (let next: number | undefined = startXref(bytes); next !== undefined;) {
    if (sections.includes(next) || sections.length === maxSections) throw broken(next, 'cross-reference sections go in a circle');
    sections.push(next);
    const section = readSection(bytes, next, budget);
    for (const [number, entry] of section.entries) if (!entries.has(number)) entries.set(number, entry);
    if ((count += section.entries.size) > maxEntries)
      throw new UnreadableError('unsupported', 'pdf.too-large', `reading PDF: more than ${maxEntries} objects`);
    trailer ??= section.trailer;
    if (section.trailer.has('Encrypt')) throw new UnreadableError('unsupported', 'pdf.encrypted', 'reading PDF: it is encrypted');
    next = previousOf(section, next);
  }
  return { entries, trailer: trailer ?? new Map<string, PdfValue>(), sections };
}

/** The offset after the last `startxref`, behind which nothing follows but the mark of the end, white space and zeros. */
function startXref(bytes: Uint8Array): number {
  let end = bytes.length;
  while (end > 0 && bytes.length - end < maxPadding && isWhite(bytes[end - 1])) end--;
  const mark = end - endMark.length;
  const tail = Buffer.from(bytes.subarray(Math.max(0, mark - 64), end)).toString('latin1');
  const offset = /startxref[\r\n ]+(\d{1,10})[\r\n ]+%%EOF$/.exec(tail)?.[1];
  if (offset === undefined) throw broken(end, 'it does not end with startxref and %%EOF');
  return Number(offset);
}

function readSection(bytes: Uint8Array, offset: number, budget: Budget): Section {
  const lexer = new Lexer(bytes, offset);
  if (wordOf(lexer.next()) !== 'xref') return readXrefStream(bytes, offset, budget);
  const own = readXrefTable(lexer);
  const { value } = parseValue(lexer);
  if (!isKind(value, 'dictionary') || value.repeats) throw broken(offset, 'trailer is no dictionary, or says something twice');
  const hidden = value.entries.get('XRefStm') ?? 0;
  if (hidden !== 0) addHidden(own, readXrefStream(bytes, countOf(hidden) ?? Infinity, budget).entries);
  return { entries: own, trailer: value.entries };
}

/** Objects that older readers must not see stand as free in the table of a hybrid section; otherwise the table comes first. */
function addHidden(own: Map<number, Entry>, hidden: ReadonlyMap<number, Entry>): void {
  for (const [number, entry] of hidden) if ((own.get(number) ?? free) === free) own.set(number, entry);
}

/** Some write `Prev 0` for none; then all objects are in that one section, or they are lost. */
function previousOf({ trailer, entries }: Section, offset: number): number | undefined {
  const previous = trailer.get('Prev');
  if (previous === 0 && entries.size < (countOf(trailer.get('Size')) ?? 0)) throw broken(offset, 'Prev leads nowhere');
  if (previous === undefined || previous === 0) return undefined;
  const at = countOf(previous);
  if (at === undefined) throw broken(offset, 'Prev is no offset');
  return at;
}

const broken = (at: number, reason: string): UnreadableError =>
  new UnreadableError('unreadable', 'pdf.xref', `reading PDF at ${at}: ${reason}`);
