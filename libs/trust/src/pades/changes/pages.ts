import { isKind, isString, nameOf, type PdfReference, type PdfValue } from '../value';
import { type Comparison, type Entries, keysOf } from './comparison';
import { isEqual } from '../equal';
import type { Fields } from './form';

const maxPages = 200_000;
/** How a page is read aloud and stepped through. */
const structure = new Set(['StructParents', 'Tabs']);
/** Words of the program that wrote the page; nobody shows them (ISO 32000-2 §7.7.3.3, iText). */
const words = new Set(['LastModified', 'ITXT']);
/** What annotations do, other than what they look like. */
const doing = new Set(['A', 'AA', 'Dest', 'FS', 'RichMediaContent']);
const links = new Set(['P', 'Parent', 'Popup', 'IRT']);
const none: Entries = new Map();

/** The tree of pages (ISO 32000-2 §7.7.3): nothing of it may change but the annotations of a page. */
export function comparePages(comparison: Comparison, before: PdfValue | undefined, after: PdfValue | undefined, fields: Fields): void {
  comparison.keepLink(before, after, 'pages');
  const parents: PdfValue[] = [];
  const waiting: PdfValue[] = [after ?? null];
  for (let value = waiting.pop(), count = 0; value !== undefined; value = waiting.pop(), count++) {
    if (!isKind(value, 'reference') || count > maxPages) comparison.note('content', 'page that is no object, or too many');
    else if (!comparison.settled.has(value.number)) {
      comparison.settled.add(value.number);
      compareNode(comparison, value, fields, waiting, parents);
    }
  }
  // what a page inherits comes by its own word, which need not be where the tree has it
  for (const parent of parents) comparison.keep(parent, parent, 'parent of a page');
}

function compareNode(comparison: Comparison, reference: PdfReference, fields: Fields, waiting: PdfValue[], parents: PdfValue[]): void {
  const older = comparison.before.entries(reference) ?? none;
  const newer = comparison.after.entries(reference) ?? none;
  const what = `page object ${reference.number}`;
  for (const key of keysOf(older, newer)) {
    const [before, after] = [older.get(key), newer.get(key)];
    if (key === 'Parent') {
      comparison.keepLink(before, after, what);
      parents.push(after ?? null);
    } else if (key === 'Kids') {
      comparison.keepLink(before, after, what);
      if (!isEqual(comparison.before.resolve(before), comparison.after.resolve(after))) comparison.note('content', what);
      for (const kid of comparison.after.items(after)) waiting.push(kid);
    } else if (key === 'Annots') compareAnnotations(comparison, before, after, fields);
    else if (words.has(key) && isString(comparison.after.resolve(after))) comparison.allow(before, after, 'metadata', what);
    else if (structure.has(key)) comparison.allow(before, after, 'structure', what);
    else comparison.keep(before, after, `${what} ${key}`);
  }
}

function compareAnnotations(comparison: Comparison, before: PdfValue | undefined, after: PdfValue | undefined, fields: Fields): void {
  const [older, newer] = [comparison.before.items(before), comparison.after.items(after)];
  const known = numbersOf(older);
  const now = numbersOf(newer);
  for (const item of older) if (isKind(item, 'reference') && !now.has(item.number)) removed(comparison, item);
  for (const item of newer) {
    if (!isKind(item, 'reference')) writtenIn(comparison, item, older);
    else if (!known.has(item.number)) added(comparison, item, fields);
    else if (!fields.kept.has(item.number)) compareAnnotation(comparison, item);
  }
}

const numbersOf = (items: readonly PdfValue[]): Set<number> =>
  new Set(items.flatMap((item) => (isKind(item, 'reference') ? [item.number] : [])));

/** An annotation that is written into its page. */
function writtenIn(comparison: Comparison, item: PdfValue, older: readonly PdfValue[]): void {
  const same = older.find((one) => isEqual(one, item));
  if (same === undefined) comparison.note('annotation', 'annotation added');
  comparison.keep(item, item, 'annotation');
}

function removed(comparison: Comparison, item: PdfReference): void {
  const isWidget = nameOf(comparison.before.entries(item)?.get('Subtype')) === 'Widget';
  comparison.note(isWidget ? 'content' : 'annotation', `annotation ${item.number} removed`);
}

function added(comparison: Comparison, item: PdfReference, fields: Fields): void {
  if (fields.signatures.has(item.number)) return;
  const entries = comparison.after.entries(item) ?? none;
  const isNote = comparison.isNew(item) && nameOf(entries.get('Subtype')) !== 'Widget' && ![...doing].some((key) => entries.has(key));
  comparison.note(isNote ? 'annotation' : 'content', `annotation ${item.number} added`);
}

function compareAnnotation(comparison: Comparison, item: PdfReference): void {
  const [older, newer] = [comparison.before.entries(item) ?? none, comparison.after.entries(item) ?? none];
  const what = `annotation ${item.number}`;
  for (const key of keysOf(older, newer)) {
    const [before, after] = [older.get(key), newer.get(key)];
    if (links.has(key)) {
      if (!isEqual(before, after)) comparison.note('annotation', what);
    } else if (doing.has(key)) comparison.keep(before, after, `${what} ${key}`);
    else comparison.allow(before, after, 'annotation', what);
  }
}
