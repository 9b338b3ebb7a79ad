import { type XmlAttribute, type XmlElement, xmlNamespace } from '@lienthong/xml';
import type { C14nMethod } from './method';
import { joinUris } from './xml-base';

/**
 * Attributes of the apex of a subtree with those of the xml namespace that it takes from its ancestors: all of them in Canonical XML 1.0
 * (§2.4), lang and space and a joined base in 1.1 (§2.4), none in an exclusive method.
 */
export function attributesOfApex(apex: XmlElement, kind: C14nMethod['kind']): readonly XmlAttribute[] {
  if (kind === 'exclusive' || apex.parent === undefined) return apex.attributes;
  const own = apex.attributes.filter(isXml).map(({ local }) => local);
  const seen = new Set(own);
  const taken: XmlAttribute[] = [];
  for (let at: XmlElement | undefined = apex.parent; at; at = at.parent) {
    for (const attribute of at.attributes) {
      if (!isXml(attribute) || seen.has(attribute.local) || (kind === 'inclusive-1.1' && !inherited.has(attribute.local))) continue;
      seen.add(attribute.local);
      taken.push(attribute);
    }
  }
  return kind === 'inclusive' ? [...apex.attributes, ...taken] : withBase(apex, taken);
}

const isXml = ({ namespace }: XmlAttribute): boolean => namespace === xmlNamespace;
const isBase = (attribute: XmlAttribute): boolean => isXml(attribute) && attribute.local === 'base';
const inherited = new Set(['lang', 'space']);

/** Nothing changes where no ancestor has a base; a base that joins to nothing is not written. */
function withBase(apex: XmlElement, taken: readonly XmlAttribute[]): readonly XmlAttribute[] {
  let base = apex.attributes.find(isBase)?.value;
  let joined = false;
  for (let at = apex.parent; at; at = at.parent) {
    const outer = at.attributes.find(isBase);
    if (!outer) continue;
    base = base === undefined ? outer.value : joinUris(outer.value, base);
    joined = true;
  }
  if (!joined) return [...apex.attributes, ...taken];
  const others = [...apex.attributes.filter((attribute) => !isBase(attribute)), ...taken];
  return base === undefined || base === ''
    ? others
    : [...others, { name: 'xml:base', prefix: 'xml', local: 'base', namespace: xmlNamespace, value: base }];
}
