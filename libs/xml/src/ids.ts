import { type XmlAttribute, type XmlDocument, type XmlElement, xmlNamespace } from './document';

const wsu = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd';

/** Elements by their Id, or `'many'` for one that several elements have: which of them is meant is then anybody's choice. */
export type XmlIds = ReadonlyMap<string, XmlElement | 'many'>;

/** Without a DTD nobody says which attributes are ids: those that signatures use are taken for it, whatever the element. */
export function idsOf({ elements }: XmlDocument): XmlIds {
  const found = new Map<string, XmlElement | 'many'>();
  for (const element of elements) {
    for (const attribute of element.attributes) {
      if (!isId(attribute)) continue;
      const before = found.get(attribute.value);
      found.set(attribute.value, before === undefined || before === element ? element : 'many');
    }
  }
  return found;
}

function isId({ local, namespace }: XmlAttribute): boolean {
  if (namespace === '') return local === 'Id' || local === 'ID' || local === 'id';
  return namespace === xmlNamespace ? local === 'id' : namespace === wsu && local === 'Id';
}
