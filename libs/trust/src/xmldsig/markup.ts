import { attributeOf, type XmlDocument, type XmlElement } from '@lienthong/xml';
import { type SignaturePolicy, UnreadableError } from '../verdict/found';
import { type C14nMethod, readMethod } from './c14n/method';
import { algorithmOf, badStructure, ElementReader } from './reader';
import { beyond } from './refuse';

export const maxReferences = 1_000;

/** What a `Signature` element says (XMLDSig §4), nothing of it verified. */
export interface SignatureMarkup {
  readonly element: XmlElement;
  readonly id: string | undefined;
  readonly signedInfo: XmlElement;
  readonly canonicalization: C14nMethod;
  readonly method: XmlElement;
  readonly references: readonly ReferenceMarkup[];
  readonly valueElement: XmlElement;
  readonly value: Buffer;
  readonly keyInfo: XmlElement | undefined;
  readonly objects: readonly XmlElement[];
}

export interface ReferenceMarkup {
  readonly element: XmlElement;
  readonly id: string | undefined;
  /** `undefined`: the application knows what is meant. */
  readonly uri: string | undefined;
  readonly type: string | undefined;
  readonly transforms: readonly XmlElement[];
  readonly digestMethod: XmlElement;
  readonly digest: Buffer;
}

/** @throws UnreadableError `signature.structure`, `signature.canonicalization`, `xml.limit` or `xml.processing-instruction` */
export function readSignature(document: XmlDocument, element: XmlElement, policy?: SignaturePolicy): SignatureMarkup {
  const reader = new ElementReader(document, element, element.namespace);
  const signedInfo = reader.next('SignedInfo');
  const valueElement = reader.next('SignatureValue');
  const keyInfo = reader.optional('KeyInfo');
  const objects = reader.all('Object');
  reader.end();
  const info = reader.inside(signedInfo);
  const canonicalization = readMethod(info.next('CanonicalizationMethod'), policy);
  if (!canonicalization)
    throw new UnreadableError('unsupported', 'signature.canonicalization', 'reading the signature: unknown canonicalisation');
  const method = info.next('SignatureMethod');
  const references = readReferences(info);
  info.end();
  return {
    element,
    id: attributeOf(element, 'Id'),
    ...{ signedInfo, canonicalization, method, references, valueElement },
    value: reader.bytes(valueElement),
    ...{ keyInfo, objects },
  };
}

/** All the references to come: of a SignedInfo or a Manifest, at least one. */
export function readReferences(reader: ElementReader): ReferenceMarkup[] {
  const elements = reader.all('Reference');
  if (elements.length === 0) throw badStructure('it has no reference');
  if (elements.length > maxReferences) throw beyond('references');
  return elements.map((element) => readReference(reader, element));
}

function readReference(outer: ElementReader, element: XmlElement): ReferenceMarkup {
  const reader = outer.inside(element);
  const transforms = reader.optional('Transforms');
  const digestMethod = reader.next('DigestMethod');
  const digest = reader.bytes(reader.next('DigestValue'));
  reader.end();
  return {
    element,
    id: attributeOf(element, 'Id'),
    uri: attributeOf(element, 'URI'),
    type: attributeOf(element, 'Type'),
    transforms: transforms ? readTransforms(reader.inside(transforms)) : [],
    digestMethod,
    digest,
  };
}

function readTransforms(reader: ElementReader): XmlElement[] {
  const transforms = reader.all('Transform');
  reader.end();
  if (transforms.length > 8) throw beyond('transforms of one reference');
  transforms.forEach(algorithmOf);
  return transforms;
}
