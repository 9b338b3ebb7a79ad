export { type DecodedText, type Encoding, decodeXml, encodeXml } from './decode';
export {
  type XmlAttribute,
  type XmlDeclaration,
  type XmlDocument,
  type XmlElement,
  type XmlLeaf,
  type XmlName,
  type XmlNode,
  xmlNamespace,
} from './document';
export { type XmlIds, idsOf } from './ids';
export { parseXml } from './parse';
export { positionOf, type XmlPosition } from './position';
export { normaliseLines, textValue } from './reference';
export { XmlError, type XmlErrorCode } from './refuse';
export { attributeOf, childrenOf, elementsOf, isWithin, pathOf, plainTextOf, textOf } from './walk';
