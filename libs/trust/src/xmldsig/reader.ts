import { attributeOf, childrenOf, plainTextOf, type XmlDocument, type XmlElement } from '@lienthong/xml';
import { UnreadableError } from '../verdict/found';
import { decodeBase64 } from './base64';
import { unsupported } from './refuse';

export const badStructure = (reason: string): UnreadableError =>
  new UnreadableError('unreadable', 'signature.structure', `reading the signature: ${reason}`);

/** Reads the children of an element by their schema, one after the other: text that is not blank and unknown children are refused. */
export class ElementReader {
  private readonly rest: XmlElement[] = [];

  constructor(
    private readonly document: XmlDocument,
    private readonly element: XmlElement,
    private readonly namespace: string,
  ) {
    for (const node of childrenOf(element)) {
      if (node.kind === 'element') this.rest.push(node);
      else if (node.kind === 'instruction') throw unsupported('xml.processing-instruction', `a processing instruction in ${element.local}`);
      else if (node.kind !== 'comment' && !/^[ \t\r\n]*$/.test(document.text.slice(node.start, node.end)))
        throw badStructure(`text in ${element.local}`);
    }
  }

  next(local: string): XmlElement {
    const found = this.optional(local);
    if (!found) throw badStructure(`${this.element.local} has no ${local} where one belongs`);
    return found;
  }

  optional(local: string): XmlElement | undefined {
    const [first] = this.rest;
    return first?.local === local && first.namespace === this.namespace ? this.rest.shift() : undefined;
  }

  all(local: string): XmlElement[] {
    const found: XmlElement[] = [];
    for (let one = this.optional(local); one; one = this.optional(local)) found.push(one);
    return found;
  }

  end(): void {
    const [first] = this.rest;
    if (first) throw badStructure(`${first.local} in ${this.element.local}`);
  }

  inside(element: XmlElement): ElementReader {
    return new ElementReader(this.document, element, this.namespace);
  }

  /** Octets of a base64 element that holds nothing else, not even a comment. */
  bytes(element: XmlElement): Buffer {
    const bytes = decodeBase64(this.text(element));
    if (!bytes || bytes.length === 0) throw badStructure(`${element.local} is not base64`);
    return bytes;
  }

  text(element: XmlElement): string {
    const text = plainTextOf(this.document, element);
    if (text === undefined) throw badStructure(`${element.local} holds more than text`);
    return text;
  }
}

export function algorithmOf(element: XmlElement): string {
  const algorithm = attributeOf(element, 'Algorithm');
  if (algorithm === undefined) throw badStructure(`${element.local} names no algorithm`);
  return algorithm;
}
