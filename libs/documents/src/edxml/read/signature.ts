import { attributeOf, elementsOf, type XmlDocument, type XmlElement, plainTextOf } from '@lienthong/xml';
import type { SignatureFields, SignatureReference } from '../model';

const ds = 'http://www.w3.org/2000/09/xmldsig#';
const xades = 'http://uri.etsi.org/01903/';

/**
 * As a verifier finds them: in the namespace of XMLDSig, or in that of the document, or in none, where the national library puts them. An empty
 * element outside of the first is only a place for a signature; a counter-signature is about another one.
 */
export const signaturesIn = ({ root, elements }: XmlDocument): XmlElement[] =>
  elements.filter(
    (one) =>
      one.local === 'Signature' &&
      (one.namespace === ds || ((one.namespace === root.namespace || one.namespace === '') && elementsOf(one).length > 0)) &&
      !isCounter(one),
  );

function isCounter(signature: XmlElement): boolean {
  for (let at = signature.parent; at; at = at.parent) if (at.local === 'CounterSignature' && at.namespace.startsWith(xades)) return true;
  return false;
}

/** What a signature says of itself. It is verified elsewhere: what cannot be read is left out. */
export function readSignature(document: XmlDocument, signature: XmlElement): SignatureFields {
  // a slice of a string keeps all of it in memory: none is handed out
  return JSON.parse(JSON.stringify(shownBy(document, signature))) as SignatureFields;
}

function shownBy(document: XmlDocument, signature: XmlElement): SignatureFields {
  const text = (element: XmlElement | undefined): string | undefined => element && plainTextOf(document, element)?.trim();
  const base64 = (element: XmlElement | undefined): string | undefined => text(element)?.replace(/\s+/g, '');
  const [info, keyInfo] = [child(signature, 'SignedInfo'), child(signature, 'KeyInfo')];
  const x509 = child(keyInfo, 'X509Data');
  return {
    CanonicalizationMethod: algorithm(child(info, 'CanonicalizationMethod')),
    SignatureMethod: algorithm(child(info, 'SignatureMethod')),
    Reference: children(info, 'Reference').map((one): SignatureReference => ({
      URI: attributeOf(one, 'URI'),
      Transforms: transformsOf(one),
      DigestMethod: algorithm(child(one, 'DigestMethod')),
      DigestValue: base64(child(one, 'DigestValue')),
    })),
    SignatureValue: base64(child(signature, 'SignatureValue')),
    X509SubjectName: text(child(x509, 'X509SubjectName')),
    X509Certificate: base64(child(x509, 'X509Certificate')),
  };
}

function transformsOf(reference: XmlElement): readonly string[] | undefined {
  const list = children(child(reference, 'Transforms'), 'Transform').map((one) => algorithm(one) ?? '');
  return list.length > 0 ? list : undefined;
}

const children = (element: XmlElement | undefined, local: string): XmlElement[] =>
  element ? elementsOf(element).filter((one) => one.local === local) : [];
const child = (element: XmlElement | undefined, local: string): XmlElement | undefined => children(element, local)[0];
const algorithm = (element: XmlElement | undefined): string | undefined => element && attributeOf(element, 'Algorithm');
