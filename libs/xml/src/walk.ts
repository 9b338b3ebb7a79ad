import type { XmlDocument, XmlElement, XmlNode } from './document';
import { normaliseLines, textValue } from './reference';
import { unsupported } from './refuse';

export function* childrenOf({ first }: { readonly first: XmlNode | undefined }): Generator<XmlNode> {
  for (let node = first; node; node = node.next) yield node;
}

export const elementsOf = (parent: XmlElement): XmlElement[] => [...childrenOf(parent)].filter((node) => node.kind === 'element');

export const isWithin = (node: XmlNode, ancestor: XmlElement): boolean => node.start >= ancestor.start && node.end <= ancestor.end;

/** The node that comes after everything inside `node`, no further than the end of `apex` (all of the document without one). */
function nodeBehind(node: XmlNode, apex: XmlElement | undefined): XmlNode | undefined {
  for (let at: XmlNode | undefined = node; at && at !== apex; at = at.parent) if (at.next) return at.next;
  return undefined;
}

/** Text content in document order without comments, as XPath's string value; an instruction in it is refused. `without`: a subtree left out. */
export function textOf({ text }: XmlDocument, apex: XmlElement, without?: XmlElement): string {
  let out = '';
  for (let node = apex.first; node;) {
    if (node.kind === 'text') out += node.special ? textValue(text.slice(node.start, node.end)) : text.slice(node.start, node.end);
    else if (node.kind === 'cdata') out += normaliseLines(text.slice(node.start + 9, node.end - 3));
    else if (node.kind === 'instruction') throw unsupported('xml.processing-instruction', 'a processing instruction in what is signed');
    node = (node.kind === 'element' && node !== without ? node.first : undefined) ?? nodeBehind(node, apex);
  }
  return out;
}

/** Text of an element that holds nothing but text: no element, no comment, no instruction. */
export function plainTextOf(document: XmlDocument, element: XmlElement): string | undefined {
  for (const { kind } of childrenOf(element)) if (kind !== 'text' && kind !== 'cdata') return undefined;
  return textOf(document, element);
}

/** Value of an attribute in no namespace. */
export const attributeOf = (element: XmlElement, local: string): string | undefined =>
  element.attributes.find((one) => one.namespace === '' && one.local === local)?.value;

/** Where an element is, in a way that only one element can be: `/{urn:x}order[1]/item[3]`, counted among siblings of the same name. */
export function pathOf(element: XmlElement): string {
  const steps: string[] = [];
  for (let at: XmlElement | undefined = element; at; at = at.parent) steps.unshift(stepOf(at));
  return `/${steps.join('/')}`;
}

function stepOf(element: XmlElement): string {
  let position = 1;
  for (let node = element.parent?.first; node && node !== element; node = node.next)
    if (node.kind === 'element' && node.local === element.local && node.namespace === element.namespace) position++;
  const space = element.namespace === '' ? '' : `{${element.namespace}}`;
  return `${space}${element.local}[${position}]`;
}
