import type { PdfDocument } from './document';
import { fieldNodes } from './fields';
import { isKind, isString, nameOf, type PdfDictionary } from './value';

/** The value of a signed signature field (ISO 32000-2 §12.8.1). */
export interface SignatureValue {
  readonly field: string;
  readonly dictionary: PdfDictionary;
  /** Object that it is, where it stands by itself. */
  readonly number?: number;
  readonly inFile: boolean;
}

const types = new Set(['Sig', 'DocTimeStamp']);

/** Of every signed field, in the order in which they lie in the file. Values that look like signatures count wherever a field has them. */
export function signatureValues(document: PdfDocument): SignatureValue[] {
  const found = new Map<PdfDictionary | number, SignatureValue>();
  for (const node of fieldNodes(document)) {
    const dictionary = document.resolve(node.value);
    if (!isKind(dictionary, 'dictionary')) continue;
    const { entries } = dictionary;
    const looksSigned = types.has(nameOf(document.resolve(entries.get('Type'))) ?? '') || entries.has('ByteRange');
    if (node.type !== 'Sig' && !looksSigned) continue;
    const number = isKind(node.value, 'reference') ? node.value.number : undefined;
    const inFile = isKind(node.value, 'reference') ? document.object(node.value)?.inFile === true : node.inFile;
    const value = { field: node.name, dictionary, inFile, ...(number !== undefined && { number }) };
    if (!found.has(number ?? dictionary)) found.set(number ?? dictionary, value);
  }
  return [...found.values()].sort((a, b) => startOf(a) - startOf(b));
}

/** Offset of Contents, which tells the same signature in every revision of its file. */
export function startOf({ dictionary }: SignatureValue): number {
  const contents = dictionary.entries.get('Contents');
  return isString(contents) ? contents.start : -1;
}
