import { constants, inflateSync } from 'node:zlib';
import { UnreadableError } from '../verdict/found';
import type { Budget } from './budget';
import { countOf, isKind, nameOf, type PdfStream, type PdfValue } from './value';

const maxStream = 64 * 1024 * 1024;

/**
 * Contents of a stream without filter or with FlateDecode, with or without a predictor: all that cross-reference and object streams use.
 * @throws UnreadableError `pdf.filter`, `pdf.stream` or `pdf.too-large`
 */
export function decodeStream({ dictionary: { entries }, data }: PdfStream, budget: Budget): Uint8Array {
  const filter = only(entries.get('Filter'));
  if (filter === undefined) return data;
  if (nameOf(filter) !== 'FlateDecode')
    throw new UnreadableError('unsupported', 'pdf.filter', 'reading PDF: a filter other than FlateDecode');
  const inflated = inflate(data, budget);
  const parameters = only(entries.get('DecodeParms'));
  return isKind(parameters, 'dictionary') ? undoPredictor(inflated, parameters.entries) : inflated;
}

/** One filter, by itself or in an array. */
function only(value: PdfValue | undefined): PdfValue | undefined {
  if (!isKind(value, 'array')) return value ?? undefined;
  if (value.items.length > 1) throw new UnreadableError('unsupported', 'pdf.filter', 'reading PDF: several filters');
  return value.items[0] ?? undefined;
}

function inflate(data: Uint8Array, budget: Budget): Uint8Array {
  try {
    // some writers leave out the end of the stream, with its checksum
    const options = { maxOutputLength: Math.max(1, Math.min(budget.inflate, maxStream)), finishFlush: constants.Z_SYNC_FLUSH };
    const inflated = inflateSync(data, options);
    budget.inflate -= inflated.length;
    return inflated;
  } catch (cause) {
    if (isTooLarge(cause)) throw new UnreadableError('unsupported', 'pdf.too-large', 'reading PDF: its streams grow too large', { cause });
    throw new UnreadableError('unreadable', 'pdf.stream', 'reading PDF: a compressed stream is broken', { cause });
  }
}

const isTooLarge = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';

function undoPredictor(data: Uint8Array, parameters: ReadonlyMap<string, PdfValue>): Uint8Array {
  const predictor = parameters.get('Predictor') ?? 1;
  if (predictor === 1) return data;
  const [colours, bits, columns] = ['Colors', 'BitsPerComponent', 'Columns'].map((key, index) =>
    countOf(parameters.get(key) ?? [1, 8, 1][index]),
  );
  const isPng = typeof predictor === 'number' && predictor >= 10 && predictor <= 15;
  if (!isPng || colours !== 1 || bits !== 8 || columns === undefined || columns < 1 || columns > 4096)
    throw new UnreadableError('unsupported', 'pdf.filter', 'reading PDF: parameters of FlateDecode');
  return undoPng(data, columns);
}

/** PNG filters (ISO/IEC 15948 §9) over rows of single bytes, each row after the number of its filter. */
function undoPng(data: Uint8Array, columns: number): Uint8Array {
  const rows = Math.floor(data.length / (columns + 1));
  if (rows * (columns + 1) !== data.length)
    throw new UnreadableError('unreadable', 'pdf.stream', 'reading PDF: rows of a predictor are cut off');
  const out = new Uint8Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const filter = data[row * (columns + 1)] ?? 0;
    if (filter > 4) throw new UnreadableError('unreadable', 'pdf.stream', 'reading PDF: no such PNG filter');
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column;
      const left = column > 0 ? (out[at - 1] ?? 0) : 0;
      const up = row > 0 ? (out[at - columns] ?? 0) : 0;
      const corner = column > 0 && row > 0 ? (out[at - columns - 1] ?? 0) : 0;
      out[at] = (data[row * (columns + 1) + 1 + column] ?? 0) + predicted(filter, left, up, corner);
    }
  }
  return out;
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  return filter === 4 ? paeth(left, up, corner) : 0;
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}
