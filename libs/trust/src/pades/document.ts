import { UnreadableError } from '../verdict/found';
import { type Budget, spend } from './budget';
import { type Entry, type Place, placeOf } from './entry';
import { decodeStream } from './filters';
import { type Indirect, readIndirect } from './indirect';
import { Lexer } from './lexer';
import { parseValue } from './parser';
import { countOf, entriesOf, isKind, nameOf, type PdfReference, type PdfValue } from './value';
import { readXref, type Xref } from './xref';

export interface PdfObject {
  readonly value: PdfValue;
  /** Offset in the file behind it, or behind the object stream that holds it. */
  readonly end: number;
  /** It lies in the file itself, so that the offsets of its strings are those of the file. */
  readonly inFile: boolean;
}

interface ObjectStream {
  readonly data: Uint8Array;
  readonly numbers: readonly number[];
  /** Where each object begins, and behind the last. */
  readonly starts: readonly number[];
  readonly end: number;
}

const header = Buffer.from('%PDF-');
const maxBytes = 2 ** 31;
const maxHops = 8;
const maxInStream = 100_000;
const keptBytes = 32 * 1024 * 1024;

/** A PDF file, or its beginning up to the end of one of its revisions, read strictly and by its cross-reference sections alone. */
export class PdfDocument {
  readonly xref: Xref;
  private readonly streams = new Map<number, ObjectStream>();
  private kept = 0;

  /** @throws UnreadableError `pdf.header`, `pdf.xref`, `pdf.encrypted`, `pdf.too-large`, `pdf.syntax`, `pdf.stream` or `pdf.filter` */
  constructor(
    readonly bytes: Uint8Array,
    private readonly budget: Budget,
  ) {
    if (Buffer.compare(bytes.subarray(0, header.length), header) !== 0)
      throw new UnreadableError('unsupported', 'pdf.header', 'reading PDF: it does not begin with %PDF-');
    if (bytes.length >= maxBytes) throw new UnreadableError('unsupported', 'pdf.too-large', 'reading PDF: 2 GiB or more');
    this.xref = readXref(bytes, budget);
  }

  entry(number: number): Entry | undefined {
    return this.xref.entries.get(number);
  }

  /** `undefined` where there is no such object: references to it mean null (ISO 32000-2 §7.3.10). */
  object({ number, generation }: PdfReference): PdfObject | undefined {
    const place = placeOf(this.entry(number));
    if (!place) return undefined;
    if (place.kind === 'inside') return generation === 0 ? this.inside(place, number) : undefined;
    if (place.generation !== generation) return undefined;
    const { value, end } = this.at(place.offset, number, generation, (length) => this.lengthOf(length) ?? this.lengthInside(length));
    return { value, end, inFile: true };
  }

  /** The object that a value stands for, through at most eight references. */
  resolve(value: PdfValue | undefined): PdfValue {
    let found = value ?? null;
    for (let hops = 0; isKind(found, 'reference'); hops++) {
      if (hops === maxHops) throw new UnreadableError('unreadable', 'pdf.syntax', 'reading PDF: references go in a circle');
      found = this.object(found)?.value ?? null;
    }
    return found;
  }

  /** Entries of a dictionary in which every key has one meaning; `undefined` for anything else. */
  entries(value: PdfValue | undefined): ReadonlyMap<string, PdfValue> | undefined {
    const found = this.resolve(value);
    const dictionary = isKind(found, 'stream') ? found.dictionary : found;
    if (isKind(dictionary, 'dictionary') && dictionary.repeats)
      throw new UnreadableError('unreadable', 'pdf.dictionary', 'reading PDF: a dictionary says something twice');
    return entriesOf(found);
  }

  items(value: PdfValue | undefined): readonly PdfValue[] {
    const found = this.resolve(value);
    return isKind(found, 'array') ? found.items : [];
  }

  private at(offset: number, number: number, generation: number, lengthOf: (value: PdfValue | undefined) => number | undefined): Indirect {
    const found = readIndirect(this.bytes, offset, lengthOf);
    spend(this.budget, found.end - offset - (isKind(found.value, 'stream') ? found.value.data.length : 0));
    if (found.number !== number || found.generation !== generation)
      throw new UnreadableError('unreadable', 'pdf.xref', `reading PDF at ${offset}: another object than ${number} ${generation}`);
    return found;
  }

  /** A length may be an object of its own. */
  private lengthOf(value: PdfValue | undefined): number | undefined {
    if (!isKind(value, 'reference')) return countOf(value);
    const place = placeOf(this.entry(value.number));
    if (place?.kind !== 'offset' || place.generation !== value.generation) return undefined;
    const found = readIndirect(this.bytes, place.offset, countOf);
    return found.number === value.number && found.generation === value.generation ? countOf(found.value) : undefined;
  }

  /** And one in an object stream, but not the length of an object stream: that could need itself. */
  private lengthInside(value: PdfValue | undefined): number | undefined {
    const place = isKind(value, 'reference') ? placeOf(this.entry(value.number)) : undefined;
    return place?.kind === 'inside' && isKind(value, 'reference') ? countOf(this.inside(place, value.number).value) : undefined;
  }

  private inside({ stream, index }: Place & { kind: 'inside' }, number: number): PdfObject {
    const { data, numbers, starts, end } = this.stream(stream);
    const start = starts[index];
    if (numbers[index] !== number || start === undefined) throw broken(`object ${number} is not where it is said to be`);
    const limit = starts[index + 1] ?? data.length;
    spend(this.budget, limit - start);
    const { value, word } = parseValue(new Lexer(data, start, limit));
    if (word !== '') throw broken(`object ${number} has no end`);
    return { value, end, inFile: false };
  }

  /** The last few are kept: objects are asked for in about the order in which they lie. */
  private stream(number: number): ObjectStream {
    const known = this.streams.get(number);
    if (known) return known;
    const place = placeOf(this.entry(number));
    if (place?.kind !== 'offset') throw broken(`object stream ${number} is missing`);
    const { value, end } = this.at(place.offset, number, place.generation, (length) => this.lengthOf(length));
    const found = this.open(value, end, number);
    this.kept += found.data.length;
    for (const [oldest, { data }] of this.streams) {
      if (this.kept <= keptBytes) break;
      this.streams.delete(oldest);
      this.kept -= data.length;
    }
    this.streams.set(number, found);
    return found;
  }

  /** ISO 32000-2 §7.5.7: pairs of numbers and offsets, then the objects in this order. */
  private open(value: PdfValue, end: number, number: number): ObjectStream {
    const entries = this.entries(value);
    const [count, first] = [countOf(entries?.get('N')), countOf(entries?.get('First'))];
    if (!isKind(value, 'stream') || nameOf(entries?.get('Type')) !== 'ObjStm' || count === undefined || first === undefined)
      throw broken(`${number} is no object stream`);
    if (count > maxInStream)
      throw new UnreadableError('unsupported', 'pdf.too-large', `reading PDF: more than ${maxInStream} objects in a stream`);
    const data = decodeStream(value, this.budget);
    const lexer = new Lexer(data, 0, first);
    const [numbers, starts]: [number[], number[]] = [[], []];
    for (let index = 0; index < count; index++) {
      const [one, offset] = [lexer.next(), lexer.next()];
      if (typeof one !== 'number' || typeof offset !== 'number' || first + offset < (starts.at(-1) ?? first))
        throw broken(`object stream ${number}`);
      numbers.push(one);
      starts.push(first + offset);
    }
    if ((starts.at(-1) ?? 0) > data.length) throw broken(`object stream ${number} is cut off`);
    return { data, numbers, starts: [...starts, data.length], end };
  }
}

const broken = (reason: string): UnreadableError => new UnreadableError('unreadable', 'pdf.syntax', `reading PDF: ${reason}`);
