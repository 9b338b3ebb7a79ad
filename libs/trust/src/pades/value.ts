/** A PDF object (ISO 32000-2 §7.3). Strings keep the bytes between their delimiters until somebody asks what they say. */
export type PdfValue = null | boolean | number | PdfReal | PdfString | PdfName | PdfReference | PdfArray | PdfDictionary | PdfStream;

export interface PdfReal {
  readonly kind: 'real';
  readonly value: number;
}

export interface PdfString {
  readonly kind: 'hex' | 'literal';
  readonly raw: Uint8Array;
  /** Offset of its first delimiter, in the buffer that it was read from. */
  readonly start: number;
}

export interface PdfName {
  readonly kind: 'name';
  readonly name: string;
}

export interface PdfReference {
  readonly kind: 'reference';
  readonly number: number;
  readonly generation: number;
}

export interface PdfArray {
  readonly kind: 'array';
  readonly items: readonly PdfValue[];
}

export interface PdfDictionary {
  readonly kind: 'dictionary';
  readonly entries: ReadonlyMap<string, PdfValue>;
  /** Some key is there with two meanings; which of them counts depends on the reader. */
  readonly repeats: boolean;
}

export interface PdfStream {
  readonly kind: 'stream';
  readonly dictionary: PdfDictionary;
  /** As stored; see `decodeStream`. */
  readonly data: Uint8Array;
}

export const isKind = <K extends Exclude<PdfValue, null | boolean | number | PdfString>['kind']>(
  value: PdfValue | undefined,
  kind: K,
): value is Extract<PdfValue, { readonly kind: K }> => typeof value === 'object' && value !== null && value.kind === kind;

export const isString = (value: PdfValue | undefined): value is PdfString =>
  typeof value === 'object' && value !== null && (value.kind === 'hex' || value.kind === 'literal');

export const nameOf = (value: PdfValue | undefined): string | undefined => (isKind(value, 'name') ? value.name : undefined);

/** A non-negative integer that can be an offset, a length or a number of an object. */
export const countOf = (value: PdfValue | undefined): number | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;

/** Entries of a dictionary or of that of a stream. */
export function entriesOf(value: PdfValue | undefined): ReadonlyMap<string, PdfValue> | undefined {
  if (isKind(value, 'dictionary')) return value.entries;
  return isKind(value, 'stream') ? value.dictionary.entries : undefined;
}
