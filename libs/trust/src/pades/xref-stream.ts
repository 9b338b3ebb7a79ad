import { UnreadableError } from '../verdict/found';
import type { Budget } from './budget';
import { atOffset, type Entry, free, insideOf, isPackable } from './entry';
import { decodeStream } from './filters';
import { readIndirect } from './indirect';
import { countOf, isKind, nameOf, type PdfValue } from './value';
import type { Section } from './xref';

const maxEntries = 1_000_000;
const maxWidth = 8;

/** A cross-reference stream, its dictionary being the trailer (ISO 32000-2 §7.5.8). */
export function readXrefStream(bytes: Uint8Array, offset: number, budget: Budget): Section {
  if (!(offset < bytes.length)) throw broken(offset, 'offset behind the end');
  const { value } = readIndirect(bytes, offset, countOf);
  if (!isKind(value, 'stream') || value.dictionary.repeats || nameOf(value.dictionary.entries.get('Type')) !== 'XRef')
    throw broken(offset, 'no cross-reference section');
  const trailer = value.dictionary.entries;
  const widths = counts(trailer.get('W'));
  if (widths?.length !== 3 || widths.some((width) => width > maxWidth) || widths[1] === 0)
    throw broken(offset, 'widths of a cross-reference stream');
  const size = countOf(trailer.get('Size'));
  const ranges = trailer.has('Index') ? counts(trailer.get('Index')) : [0, size ?? -1];
  if (size === undefined || ranges === undefined || ranges.length % 2 !== 0) throw broken(offset, 'index of a cross-reference stream');
  return { trailer, entries: readEntries(decodeStream(value, budget), widths, ranges, offset) };
}

function readEntries(data: Uint8Array, widths: readonly number[], ranges: readonly number[], offset: number): Map<number, Entry> {
  const entries = new Map<number, Entry>();
  const [typeWidth = 0, firstWidth = 0, secondWidth = 0] = widths;
  const width = typeWidth + firstWidth + secondWidth;
  let at = 0;
  for (let range = 0; range < ranges.length; range += 2) {
    const [first = 0, count = 0] = [ranges[range], ranges[range + 1]];
    if (at + count * width > data.length || count > maxEntries) throw broken(offset, 'cross-reference stream is cut off');
    for (let index = 0; index < count; index++, at += width) {
      if (entries.has(first + index)) throw broken(offset, 'an object twice in one section');
      const type = typeWidth === 0 ? 1 : field(data, at, typeWidth);
      const one = field(data, at + typeWidth, firstWidth);
      entries.set(first + index, entryOf(type, one, field(data, at + typeWidth + firstWidth, secondWidth), offset));
    }
  }
  return entries;
}

/** Types that nobody knows stand for nothing (table 18). */
function entryOf(type: number, first: number, second: number, offset: number): Entry {
  if (type !== 1 && type !== 2) return free;
  if (!isPackable(first, second, type === 2)) throw broken(offset, 'entry of a cross-reference stream');
  if (type === 2) return insideOf(first, second);
  return first === 0 ? free : atOffset(first, second);
}

function field(data: Uint8Array, at: number, width: number): number {
  let value = 0;
  for (let index = at; index < at + width; index++) value = value * 256 + (data[index] ?? 0);
  return value;
}

function counts(value: PdfValue | undefined): number[] | undefined {
  if (!isKind(value, 'array')) return undefined;
  const numbers = value.items.map(countOf).filter((one) => one !== undefined);
  return numbers.length === value.items.length ? numbers : undefined;
}

const broken = (at: number, reason: string): UnreadableError =>
  new UnreadableError('unreadable', 'pdf.xref', `reading PDF at ${at}: ${reason}`);
