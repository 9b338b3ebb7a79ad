import { UnreadableError } from '../verdict/found';
import type { PdfDocument } from './document';
import { textOf } from './text';
import { isKind, isString, nameOf, type PdfReference, type PdfValue } from './value';

/** A node of the tree of form fields (ISO 32000-2 §12.7.4), or a widget in it; type and value may be those of its parents. */
export interface FieldNode {
  /** Absent where the node is written into its parent. */
  readonly reference?: PdfReference;
  /** Full name, the parts joined by full stops. */
  readonly name: string;
  readonly type?: string;
  readonly value: PdfValue;
  readonly entries: ReadonlyMap<string, PdfValue>;
  /** See `PdfObject`. */
  readonly inFile: boolean;
}

interface Waiting {
  readonly value: PdfValue;
  readonly parent?: FieldNode;
}

const maxNodes = 50_000;

/** Every node, parents before their children; a node that is reached twice counts once. */
export function fieldNodes(document: PdfDocument): FieldNode[] {
  const form = document.entries(document.entries(document.xref.trailer.get('Root'))?.get('AcroForm'));
  const found: FieldNode[] = [];
  const seen = new Set<number>();
  const waiting: Waiting[] = document.items(form?.get('Fields')).map((value) => ({ value }));
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (found.length + waiting.length > maxNodes)
      throw new UnreadableError('unsupported', 'pdf.too-large', `reading PDF: more than ${maxNodes} form fields`);
    if (isKind(next.value, 'reference') && (seen.has(next.value.number) || !seen.add(next.value.number))) continue;
    const node = readNode(document, next);
    if (!node) continue;
    found.push(node);
    for (const value of document.items(node.entries.get('Kids'))) waiting.push({ value, parent: node });
  }
  return found;
}

function readNode(document: PdfDocument, { value, parent }: Waiting): FieldNode | undefined {
  const entries = document.entries(value);
  if (!entries) return undefined;
  const [own, type] = [document.resolve(entries.get('T')), nameOf(document.resolve(entries.get('FT'))) ?? parent?.type];
  const names = [parent?.name, isString(own) ? textOf(own) : undefined].filter((name) => name !== undefined && name !== '');
  return {
    ...(isKind(value, 'reference') && { reference: value }),
    name: names.join('.'),
    ...(type !== undefined && { type }),
    value: entries.get('V') ?? parent?.value ?? null,
    entries,
    inFile: isKind(value, 'reference') ? document.object(value)?.inFile === true : parent?.inFile === true,
  };
}
