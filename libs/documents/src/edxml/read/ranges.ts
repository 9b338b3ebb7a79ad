import type { ByteRange } from '../model';

/** Turns offsets into a text (UTF-16 units) into those of the UTF-8 that it was decoded from. Asked in any order; costs one pass over the text. */
export class ByteOffsets {
  private readonly known = new Map<number, number>();

  constructor(text: string, mark: number, wanted: Iterable<number>) {
    let [at, bytes] = [0, mark];
    for (const next of [...new Set(wanted)].sort((a, b) => a - b)) {
      bytes += Buffer.byteLength(text.slice(at, next));
      at = next;
      this.known.set(next, bytes);
    }
  }

  range({ start, end }: ByteRange): ByteRange {
    return { start: this.known.get(start) ?? 0, end: this.known.get(end) ?? 0 };
  }
}
