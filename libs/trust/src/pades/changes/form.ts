import { type FieldNode, fieldNodes } from '../fields';
import { nameOf, type PdfValue } from '../value';
import { type ChangeClass, type Comparison, type Entries, keysOf } from './comparison';

/** Of a field that is no signature: what filling it in changes. */
const filling = new Set(['V', 'AP', 'AS', 'I', 'RV', 'DA', 'M', 'MK', 'TI']);
/** Of a signature field: what signing it changes. */
const signing = new Set(['V', 'AP', 'AS', 'F', 'M', 'MK', 'DA']);
const resources = new Set(['DR', 'DA', 'Q', 'NeedAppearances', 'CO']);
const nothing: ReadonlySet<string> = new Set();
const none: Entries = new Map();

/** Numbers of the fields and widgets that were there before, and of signature fields that came later. */
export interface Fields {
  readonly kept: ReadonlySet<number>;
  readonly signatures: ReadonlySet<number>;
}

/** The interactive form (ISO 32000-2 §12.7.3) and the tree of its fields. */
export function compareForm(comparison: Comparison, before: PdfValue | undefined, after: PdfValue | undefined): Fields {
  const [older, newer] = [comparison.before.entries(before) ?? none, comparison.after.entries(after) ?? none];
  for (const key of keysOf(older, newer)) {
    if (key === 'Fields') continue;
    if (key === 'SigFlags') comparison.allow(older.get(key), newer.get(key), 'signature', key);
    else if (resources.has(key)) comparison.allow(older.get(key), newer.get(key), 'form', key);
    else comparison.keep(older.get(key), newer.get(key), `form ${key}`);
  }
  return compareFields(comparison);
}

function compareFields(comparison: Comparison): Fields {
  const [older, newer] = [byNumber(comparison, fieldNodes(comparison.before)), byNumber(comparison, fieldNodes(comparison.after))];
  const signatures = new Set<number>();
  for (const [number, { name }] of older) {
    if (newer.has(number)) comparison.settled.add(number);
    else comparison.note('content', `field ${name} removed`);
  }
  for (const [number, node] of newer) {
    const known = older.get(number);
    if (known) compareField(comparison, known, node);
    else if (addField(comparison, node)) signatures.add(number);
  }
  return { kept: new Set(older.keys()), signatures };
}

/** Fields that are written into their parents cannot be told from one revision to the next. */
function byNumber(comparison: Comparison, nodes: readonly FieldNode[]): Map<number, FieldNode> {
  const found = new Map<number, FieldNode>();
  for (const node of nodes)
    if (node.reference) found.set(node.reference.number, node);
    else comparison.note('content', `field ${node.name} is no object`);
  return found;
}

function compareField(comparison: Comparison, older: FieldNode, newer: FieldNode): void {
  const isSignature = newer.type === 'Sig';
  const wasSigned = comparison.before.resolve(older.value) !== null;
  const change = isSignature ? signatureClass(comparison, newer) : 'form';
  const free = isSignature ? (wasSigned ? nothing : signing) : filling;
  if (older.type !== newer.type || older.name !== newer.name) comparison.note('content', `field ${older.name}`);
  for (const key of keysOf(older.entries, newer.entries)) {
    const [before, after] = [older.entries.get(key), newer.entries.get(key)];
    if (key === 'Kids') continue;
    if (key === 'Parent' || key === 'P') comparison.keepLink(before, after, `field ${newer.name} ${key}`);
    else if (!free.has(key)) comparison.keep(before, after, `field ${newer.name} ${key}`);
    else if (comparison.allow(before, after, change, `field ${newer.name}`) && !isSignature) comparison.filled.add(newer.name);
  }
}

/** Whether it is a signature field, the only kind that may come later, or a node above one. */
function addField(comparison: Comparison, node: FieldNode): boolean {
  const { reference, entries, type, name } = node;
  const isParent = type === undefined && entries.has('Kids') && !entries.has('V');
  const isFresh = reference !== undefined && comparison.isNew(reference) && !entries.has('A') && !entries.has('AA');
  if (!isFresh || (type !== 'Sig' && !isParent)) {
    comparison.note('content', `field ${name} added`);
    return false;
  }
  if (!isParent) comparison.note(signatureClass(comparison, node), `field ${name}`);
  return !isParent;
}

/** A field that looks like a signature and is none is no better than a note on the page; nor is a time stamp that anybody sees. */
function signatureClass({ after }: Comparison, { value, entries }: FieldNode): ChangeClass {
  const dictionary = after.entries(value);
  if (!dictionary) return entries.has('AP') ? 'annotation' : 'signature';
  if (nameOf(after.resolve(dictionary.get('SubFilter'))) !== 'ETSI.RFC3161') return 'signature';
  return hasArea(after.resolve(entries.get('Rect'))) ? 'annotation' : 'timestamp';
}

/** A rectangle that is none shows nothing; one that is not understood might. */
function hasArea(rect: PdfValue): boolean {
  if (rect === null) return false;
  const corners = typeof rect === 'object' && rect.kind === 'array' ? rect.items.map(numberOf) : [];
  const [left, bottom, right, top] = corners;
  return corners.length !== 4 || corners.includes(undefined) || (left !== right && bottom !== top);
}

const numberOf = (value: PdfValue): number | undefined =>
  typeof value === 'number' ? value : typeof value === 'object' && value?.kind === 'real' ? value.value : undefined;
