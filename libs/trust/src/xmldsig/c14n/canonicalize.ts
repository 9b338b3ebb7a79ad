import {
  normaliseLines,
  textValue,
  type XmlAttribute,
  type XmlDeclaration,
  type XmlDocument,
  type XmlElement,
  type XmlLeaf,
  type XmlNode,
} from '@lienthong/xml';
import { beyond, unsupported } from '../refuse';
import { escapeText, escapeValue } from './escape';
import { attributesOfApex } from './inherit';
import type { C14nMethod } from './method';
import { CanonicalNamespaces } from './namespaces';
import { compareAttributes } from './order';

/** A document or one of its subtrees, perhaps without a subtree of its own: all the node-sets that are processed here. */
export interface NodeSet {
  readonly document: XmlDocument;
  /** `undefined`: the document with what stands before and behind its element. */
  readonly apex?: XmlElement;
  readonly without?: XmlElement;
  /** Comments are in the set; the method has its say too. */
  readonly comments: boolean;
}

/** UTF-16 units of canonical form that may still be made: namespaces alone can make a small document long. */
export interface C14nBudget {
  left: number;
}

/**
 * Canonical form in UTF-8. Processing instructions are refused: they are signed as text that no reader of the content sees.
 * @throws UnreadableError `xml.processing-instruction`, `xml.relative-namespace` or `xml.limit`
 */
export function canonicalize(set: NodeSet, method: C14nMethod, budget: C14nBudget): Buffer {
  const text = new Canonicalizer(set, method, budget.left).run();
  budget.left -= text.length;
  return Buffer.from(text, 'utf8');
}

class Canonicalizer {
  private readonly text: string;
  private readonly apex: XmlElement;
  private readonly namespaces: CanonicalNamespaces;
  private readonly comments: boolean;
  private out = '';
  /** Part of the document's text that is canonical as it stands and not yet written. */
  private from = -1;
  private to = -1;

  constructor(
    private readonly set: NodeSet,
    private readonly method: C14nMethod,
    private readonly limit: number,
  ) {
    this.text = set.document.text;
    this.apex = set.apex ?? set.document.root;
    this.namespaces = new CanonicalNamespaces(method, this.apex);
    this.comments = set.comments && method.comments;
  }

  run(): string {
    let node: XmlNode | undefined = this.set.apex ?? this.set.document.first;
    while (node) node = this.step(node);
    this.flush();
    return this.out;
  }

  /** Writes a node, or its start; answers the one that comes next in document order. */
  private step(node: XmlNode): XmlNode | undefined {
    if (node.kind !== 'element') this.leaf(node);
    else if (node !== this.set.without) {
      this.open(node);
      if (node.first) return node.first;
      this.close(node);
    }
    for (let at = node; at !== this.set.apex;) {
      if (at.next) return at.next;
      if (!at.parent) return undefined;
      at = at.parent;
      this.close(at);
    }
    return undefined;
  }

  private open(element: XmlElement): void {
    const { name, start, content } = element;
    const attributes = element === this.apex ? attributesOfApex(element, this.method.kind) : element.attributes;
    const declared = this.namespaces.enter(element, attributes);
    if (attributes.length > 0 || declared.length > 0) this.write(startTag(name, declared, attributes));
    else if (content - start === name.length + 2) this.copy(start, content);
    else this.write(`<${name}>`);
    if (this.out.length > this.limit) throw beyond('characters of canonical form');
  }

  private close(element: XmlElement): void {
    const { name, close, end } = element;
    this.namespaces.leave(element);
    if (end - close === name.length + 3) this.copy(close, end);
    else this.write(`</${name}>`);
  }

  private leaf({ kind, special, parent, start, end }: XmlLeaf): void {
    if (kind === 'instruction') throw unsupported('xml.processing-instruction', 'a processing instruction in what is signed');
    if (kind === 'comment') this.comment(start, end, parent);
    else if (kind === 'cdata') this.write(escapeText(normaliseLines(this.text.slice(start + 9, end - 3))));
    else if (special) this.write(escapeText(textValue(this.text.slice(start, end))));
    else this.copy(start, end);
  }

  /** Outside of the document element a line feed parts it from that (Canonical XML 1.0 §2.3). */
  private comment(start: number, end: number, parent: XmlElement | undefined): void {
    if (!this.comments) return;
    const text = normaliseLines(this.text.slice(start, end));
    this.write(parent ? text : start < this.apex.start ? `${text}\n` : `\n${text}`);
  }

  private copy(from: number, to: number): void {
    if (from !== this.to) {
      this.flush();
      this.from = from;
    }
    this.to = to;
  }

  private write(text: string): void {
    this.flush();
    this.out += text;
  }

  private flush(): void {
    if (this.to > this.from) this.out += this.text.slice(this.from, this.to);
    this.from = this.to = -1;
  }
}

function startTag(name: string, declared: readonly XmlDeclaration[], attributes: readonly XmlAttribute[]): string {
  let tag = `<${name}`;
  for (const { prefix, uri } of declared) tag += prefix === '' ? ` xmlns="${escapeValue(uri)}"` : ` xmlns:${prefix}="${escapeValue(uri)}"`;
  const ordered = attributes.length > 1 ? [...attributes].sort(compareAttributes) : attributes;
  for (const attribute of ordered) tag += ` ${attribute.name}="${escapeValue(attribute.value)}"`;
  return `${tag}>`;
}
