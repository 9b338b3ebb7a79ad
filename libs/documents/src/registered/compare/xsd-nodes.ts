import { attributeOf, elementsOf, type XmlDocument, type XmlElement } from '@lienthong/xml';
import { xsdNamespace } from '../xsd';

/** One XSD with its global components by kind and name. */
export interface Components {
  readonly root: XmlElement;
  readonly text: string;
  find(kind: string, name: string): XmlElement | undefined;
}

export function componentsOf({ root, text }: XmlDocument): Components {
  const named = new Map(partsOf(root).map((one) => [`${one.local} ${attributeOf(one, 'name') ?? ''}`, one] as const));
  return { root, text, find: (kind, name) => named.get(`${kind} ${name}`) };
}

/** Children that mean something to a validator. */
export const partsOf = (element: XmlElement): XmlElement[] =>
  elementsOf(element).filter(({ namespace, local }) => namespace === xsdNamespace && local !== 'annotation');

export const part = (element: XmlElement, ...locals: readonly string[]): XmlElement | undefined =>
  partsOf(element).find(({ local }) => locals.includes(local));

/** `xs:int` as `{ builtIn: 'int' }`, a name of the schema's own as `{ own: … }`. */
export function typeName(at: XmlElement, qualified: string): { readonly builtIn?: string; readonly own?: string } {
  const [prefix, local] = qualified.includes(':') ? (qualified.split(':') as [string, string]) : ['', qualified];
  return namespaceOf(at, prefix) === xsdNamespace ? { builtIn: local } : { own: local };
}

function namespaceOf(at: XmlElement, prefix: string): string | undefined {
  for (let one: XmlElement | undefined = at; one; one = one.parent) {
    const found = one.declarations.find((declaration) => declaration.prefix === prefix);
    if (found) return found.uri;
  }
  return undefined;
}

/** What stands there, without annotations, names' prefixes and blanks: equal where a validator sees no difference. */
export function meaningOf(element: XmlElement): string {
  const attributes = element.attributes
    .filter(({ local }) => local !== 'id')
    .map(({ local, value }) => `${local}=${resolved(element, local, value)}`);
  return `${element.local}[${attributes.sort().join(' ')}](${partsOf(element).map(meaningOf).join('')})`;
}

function resolved(element: XmlElement, local: string, value: string): string {
  return ['type', 'base', 'ref', 'itemType'].includes(local) ? JSON.stringify(typeName(element, value)) : JSON.stringify(value);
}

/** Does anything in it lead to another component? Then equal text need not mean the same. */
export const refersOn = (element: XmlElement): boolean =>
  element.attributes.some(
    ({ local, value }) =>
      (['type', 'base', 'ref', 'itemType'].includes(local) && typeName(element, value).own !== undefined) || local === 'memberTypes',
  ) || partsOf(element).some(refersOn);
