import { XmlCursor } from './cursor';
import { readDeclaration } from './declaration';
import {
  type XmlAttribute,
  type XmlDeclaration,
  type XmlDocument,
  type XmlElement,
  type XmlLeaf,
  xmlLimits,
  type XmlNode,
} from './document';
import { beyond, malformed, unsupported, XmlError } from './refuse';
import { Scope } from './scope';
import { readTag } from './tag';

type Draft<Node> = { -readonly [Key in keyof Node]: Node[Key] };

/**
 * Reads a well-formed document (XML 1.0 fifth edition, Namespaces 1.0) that is all in itself: any DOCTYPE is refused. A parser of our own,
 * because canonical form is mostly the very text: it keeps offsets, where a call into WebAssembly for each node would cost more than all this.
 * @throws XmlError `xml.malformed`, `xml.doctype`, `xml.version` or `xml.limit`
 */
export function parseXml(text: string): XmlDocument {
  try {
    return new Parser(text).run();
  } catch (error) {
    throw error instanceof XmlError ? error.placedIn(text) : error;
  }
}

const [bang, slash, question] = [0x21, 0x2f, 0x3f];

class Parser {
  private readonly cursor: XmlCursor;
  private readonly scope = new Scope();
  private readonly elements: XmlElement[] = [];
  private readonly counts = { attributes: 0, declarations: 0 };
  private parent: Draft<XmlElement> | undefined;
  /** The sibling before the node to come. */
  private previous: Draft<XmlElement> | Draft<XmlLeaf> | undefined;
  private first: XmlNode | undefined;
  private depth = 0;

  constructor(private readonly text: string) {
    this.cursor = new XmlCursor(text);
  }

  run(): XmlDocument {
    const { text, cursor } = this;
    cursor.at = readDeclaration(text).length;
    for (;;) {
      if (this.parent) this.readText();
      else cursor.skipBlanks();
      if (cursor.at >= text.length) break;
      this.readMarkup(cursor.at);
    }
    const [root] = this.elements;
    if (this.parent || !root || !this.first) throw malformed('it ends too early', text.length);
    return { text, first: this.first, root, elements: this.elements };
  }

  private readText(): void {
    const start = this.cursor.at;
    const special = this.cursor.passText();
    if (this.cursor.at > start) this.append(this.leaf('text', start, special));
  }

  private readMarkup(at: number): void {
    const { text, cursor } = this;
    if (text.charCodeAt(at) !== 0x3c) throw malformed('text outside of the document element', at);
    const unit = text.charCodeAt(at + 1);
    if (unit === slash) this.readEndTag(at);
    else if (unit === question) this.readInstruction(at);
    else if (unit !== bang) this.readStartTag(at);
    else if (text.startsWith('<!--', at)) this.readComment(at);
    else if (this.parent && text.startsWith('<![CDATA[', at)) {
      cursor.at = at + 9;
      cursor.passUntil(']]>', 'a CDATA section');
      this.append(this.leaf('cdata', at));
    } else if (text.startsWith('<!DOCTYPE', at))
      throw unsupported('xml.doctype', 'a DOCTYPE, which could give any meaning to the rest', at);
    else throw malformed('a declaration that is none', at);
  }

  private readStartTag(start: number): void {
    const { cursor, scope, parent } = this;
    if (!parent && this.elements.length > 0) throw malformed('a second document element', start);
    cursor.at = start + 1;
    const name = cursor.readName();
    const { attributes, declarations, empty } = readTag(cursor, scope, start);
    this.count(attributes, declarations);
    const { at } = cursor;
    const element: Draft<XmlElement> = {
      kind: 'element',
      name: name.name,
      prefix: name.prefix,
      local: name.local,
      namespace: scope.ofElement(name, start),
      attributes,
      declarations,
      parent,
      first: undefined,
      next: undefined,
      start,
      content: at,
      close: at,
      end: at,
    };
    this.append(element);
    this.elements.push(element);
    if (empty) return scope.leave(declarations);
    this.parent = element;
    this.previous = undefined;
    if (++this.depth > xmlLimits.depth) throw beyond('elements within one another');
  }

  private readEndTag(at: number): void {
    const { cursor, parent } = this;
    if (!parent || !this.text.startsWith(parent.name, at + 2)) throw malformed('an end tag that ends nothing', at);
    cursor.at = at + 2 + parent.name.length;
    cursor.skipBlanks();
    cursor.skip(0x3e, "the end tag's '>'");
    parent.close = at;
    parent.end = cursor.at;
    this.scope.leave(parent.declarations);
    this.previous = parent;
    this.parent = parent.parent;
    this.depth--;
  }

  private readComment(at: number): void {
    const { cursor, text } = this;
    cursor.at = at + 4;
    cursor.passUntil('--', 'a comment');
    if (text.charCodeAt(cursor.at) !== 0x3e) throw malformed("'--' in a comment", cursor.at);
    cursor.at++;
    this.append(this.leaf('comment', at));
  }

  private readInstruction(at: number): void {
    const { cursor, text } = this;
    const end = cursor.ncName(at + 2);
    if (text.slice(at + 2, end).toLowerCase() === 'xml') throw malformed('an XML declaration in the middle', at);
    cursor.at = end;
    if (!cursor.skipBlanks() && !text.startsWith('?>', end)) throw malformed('a processing instruction that is not right', at);
    cursor.passUntil('?>', 'a processing instruction');
    this.append(this.leaf('instruction', at));
  }

  private leaf(kind: XmlLeaf['kind'], start: number, special = true): Draft<XmlLeaf> {
    return { kind, parent: this.parent, next: undefined, start, end: this.cursor.at, special };
  }

  private append(node: Draft<XmlElement> | Draft<XmlLeaf>): void {
    if (this.previous) this.previous.next = node;
    else if (this.parent) this.parent.first = node;
    else this.first = node;
    this.previous = node;
  }

  private count(attributes: readonly XmlAttribute[], declarations: readonly XmlDeclaration[]): void {
    if (this.elements.length >= xmlLimits.elements) throw beyond('elements');
    if ((this.counts.attributes += attributes.length) > xmlLimits.attributes) throw beyond('attributes');
    if ((this.counts.declarations += declarations.length) > xmlLimits.declarations) throw beyond('namespace declarations');
  }
}
