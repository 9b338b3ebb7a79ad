import { attributeOf, elementsOf, type XmlElement } from '@lienthong/xml';
import { badStructure } from '../reader';
import type { SignatureMarkup } from '../markup';
import { isNamed, xades } from '../names';

/** QualifyingProperties of a signature (ETSI EN 319 132-1 §4.3), each part that is there. */
export interface Properties {
  readonly element: XmlElement;
  readonly signed: XmlElement | undefined;
  readonly hasUnsigned: boolean;
  /** Children of SignedSignatureProperties, SignedDataObjectProperties and UnsignedSignatureProperties. */
  readonly ofSignature: readonly XmlElement[];
  readonly ofData: readonly XmlElement[];
  readonly unsigned: readonly XmlElement[];
}

/** @throws UnreadableError `signature.structure` when there are several, or they are about another signature */
export function readProperties({ id, objects }: SignatureMarkup): Properties | undefined {
  const [qualifying, ...others] = objects.flatMap(elementsOf).filter((one) => isNamed(one, xades, 'QualifyingProperties'));
  if (!qualifying) return undefined;
  if (others.length > 0) throw badStructure('QualifyingProperties twice');
  if (id === undefined || attributeOf(qualifying, 'Target') !== `#${id}`) throw badStructure('QualifyingProperties of another signature');
  const signed = only(qualifying, 'SignedProperties');
  const unsigned = only(qualifying, 'UnsignedProperties');
  return {
    element: qualifying,
    signed,
    hasUnsigned: unsigned !== undefined,
    ofSignature: partsOf(signed, 'SignedSignatureProperties'),
    ofData: partsOf(signed, 'SignedDataObjectProperties'),
    unsigned: partsOf(unsigned, 'UnsignedSignatureProperties'),
  };
}

/** The one child of that name; two would let each reader choose. */
function only(parent: XmlElement, local: string): XmlElement | undefined {
  const [found, ...others] = elementsOf(parent).filter((one) => isNamed(one, xades, local));
  if (others.length > 0) throw badStructure(`${local} twice`);
  return found;
}

function partsOf(parent: XmlElement | undefined, local: string): readonly XmlElement[] {
  const part = parent && only(parent, local);
  return part ? elementsOf(part) : [];
}
