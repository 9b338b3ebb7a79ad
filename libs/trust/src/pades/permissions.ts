import type { PdfDocument } from './document';
import { textOf } from './text';
import { countOf, isString, nameOf, type PdfValue } from './value';

/** What signatures allow to be done to a file after them (ISO 32000-2 §12.8.2). */
export interface Permissions {
  /** DocMDP: 1 nothing, 2 filling in and signing, 3 annotations as well; `undefined` where no author said. */
  readonly level?: 1 | 2 | 3;
  /** FieldMDP: whether the field of this name must not change. */
  readonly isLocked: (field: string) => boolean;
}

type Entries = ReadonlyMap<string, PdfValue>;

const fallback = 2;

/** By the certifying signature of the document and by this signature itself, the stricter of the two. */
export function permissionsOf(document: PdfDocument, signature: Entries): Permissions {
  const catalogue = document.entries(document.xref.trailer.get('Root'));
  const certifying = document.entries(document.entries(catalogue?.get('Perms'))?.get('DocMDP'));
  const levels = [certifying, signature].flatMap((entries) => transforms(document, entries, 'DocMDP')).map(levelOf);
  const locks = transforms(document, signature, 'FieldMDP').map((parameters) => lockOf(document, parameters));
  const strictest = Math.min(...levels, 4);
  return {
    ...(isLevel(strictest) && { level: strictest }),
    isLocked: (field) => locks.some((isLocked) => isLocked(field)),
  };
}

/** Parameters of each signature reference with this method. */
function transforms(document: PdfDocument, signature: Entries | undefined, method: string): Entries[] {
  return document.items(signature?.get('Reference')).flatMap((value) => {
    const reference = document.entries(value);
    if (nameOf(document.resolve(reference?.get('TransformMethod'))) !== method) return [];
    return [document.entries(reference?.get('TransformParams')) ?? new Map<string, PdfValue>()];
  });
}

/** A level that nobody knows allows nothing. */
function levelOf(parameters: Entries): number {
  const level = parameters.has('P') ? countOf(parameters.get('P')) : fallback;
  return level !== undefined && isLevel(level) ? level : 1;
}

const isLevel = (level: number): level is 1 | 2 | 3 => level === 1 || level === 2 || level === 3;

/** An action that nobody knows locks everything. */
function lockOf(document: PdfDocument, parameters: Entries): (field: string) => boolean {
  const names = document.items(parameters.get('Fields')).flatMap((value) => {
    const name = document.resolve(value);
    return isString(name) ? [textOf(name)] : [];
  });
  const isNamed = (field: string): boolean => names.some((name) => field === name || field.startsWith(`${name}.`));
  switch (nameOf(document.resolve(parameters.get('Action')))) {
    case 'Include':
      return isNamed;
    case 'Exclude':
      return (field) => !isNamed(field);
    default:
      return () => true;
  }
}
