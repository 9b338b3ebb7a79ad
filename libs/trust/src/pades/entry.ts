/**
 * Where an object lies, as one number, since a file may have a million of them: behind an offset with its generation, in an object stream
 * (below zero), or nowhere.
 */
export type Entry = number;

export type Place =
  | { readonly kind: 'offset'; readonly offset: number; readonly generation: number }
  | { readonly kind: 'inside'; readonly stream: number; readonly index: number };

const generations = 0x1_0000;
const indexes = 0x10_0000;

export const free: Entry = Infinity;
export const atOffset = (offset: number, generation: number): Entry => offset * generations + generation;
export const insideOf = (stream: number, index: number): Entry => -1 - (stream * indexes + index);

export function placeOf(entry: Entry | undefined): Place | undefined {
  if (entry === undefined || entry === free) return undefined;
  if (entry >= 0) return { kind: 'offset', offset: Math.floor(entry / generations), generation: entry % generations };
  const packed = -1 - entry;
  return { kind: 'inside', stream: Math.floor(packed / indexes), index: packed % indexes };
}

export const isPackable = (first: number, second: number, inside: boolean): boolean =>
  first < 2 ** 32 && second < (inside ? indexes : generations);
