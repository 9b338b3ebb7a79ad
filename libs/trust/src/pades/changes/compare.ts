import { UnreadableError } from '../../verdict/found';
import type { PdfDocument } from '../document';
import { isKind, type PdfValue } from '../value';
import { type ChangeClass, Comparison, type Entries, keysOf } from './comparison';
import { compareForm } from './form';
import { comparePages } from './pages';

export interface Changes {
  /** Each class that was met, with the first thing that put it there. */
  readonly classes: ReadonlyMap<ChangeClass, string>;
  /** Names of the form fields that were filled in. */
  readonly filled: ReadonlySet<string>;
}

/** Parts of the catalogue that may change, and what that is called. */
const allowed: Readonly<Record<string, ChangeClass>> = {
  DSS: 'dss',
  Metadata: 'metadata',
  Extensions: 'metadata',
  Version: 'metadata',
  StructTreeRoot: 'structure',
  MarkInfo: 'structure',
};
/** Of every trailer its own, and of the stream that a section may be (ISO 32000-2 §7.5.5, §7.5.8.2). */
const ofSection = new Set(['Size', 'Prev', 'ID', 'XRefStm', 'Type', 'W', 'Index', 'Length', 'Filter', 'DecodeParms']);
const none: Entries = new Map();

/** What was done to a file since one of its revisions. What cannot be read or is not known here counts as `content`. */
export function compareRevisions(before: PdfDocument, after: PdfDocument): Changes {
  const comparison = new Comparison(before, after);
  try {
    if (!after.xref.sections.includes(before.xref.sections[0] ?? -1)) comparison.note('content', 'not built on this revision');
    compareTrailers(comparison);
    comparison.walkKept();
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    comparison.note('content', error.message);
  }
  return { classes: comparison.found, filled: comparison.filled };
}

function compareTrailers(comparison: Comparison): void {
  const [older, newer] = [comparison.before.xref.trailer, comparison.after.xref.trailer];
  const root = newer.get('Root');
  comparison.allow(older.get('Info'), newer.get('Info'), 'metadata', 'information dictionary');
  for (const key of keysOf(older, newer)) {
    if (key === 'Root' || key === 'Info' || ofSection.has(key)) continue;
    const values = [older.get(key), newer.get(key)] as const;
    if (leadsOn(newer.get(key))) comparison.keep(...values, `trailer ${key}`);
    else comparison.allow(...values, 'metadata', `trailer ${key}`);
  }
  if (isKind(root, 'reference')) comparison.settled.add(root.number);
  compareCatalogues(comparison, comparison.before.entries(older.get('Root')) ?? none, comparison.after.entries(root) ?? none);
}

/** Checksums and the like lead to no object; what an update leaves out leads nowhere either. */
const leadsOn = (value: PdfValue | undefined): boolean =>
  isKind(value, 'reference') || isKind(value, 'dictionary') || isKind(value, 'array') || isKind(value, 'stream');

function compareCatalogues(comparison: Comparison, older: Entries, newer: Entries): void {
  const fields = compareForm(comparison, older.get('AcroForm'), newer.get('AcroForm'));
  comparePages(comparison, older.get('Pages'), newer.get('Pages'), fields);
  for (const key of keysOf(older, newer)) {
    if (key === 'AcroForm' || key === 'Pages') continue;
    const change = Object.hasOwn(allowed, key) ? allowed[key] : undefined;
    if (change) comparison.allow(older.get(key), newer.get(key), change, key);
    else comparison.keep(older.get(key), newer.get(key), key);
  }
}
