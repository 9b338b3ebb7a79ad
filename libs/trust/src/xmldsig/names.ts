import type { XmlElement } from '@lienthong/xml';

export const ds = 'http://www.w3.org/2000/09/xmldsig#';
export const dsig11 = 'http://www.w3.org/2009/xmldsig11#';
export const dsigMore = 'http://www.w3.org/2007/05/xmldsig-more#';
/** XAdES 1.3.2 and the elements that 1.4.1 added (ETSI EN 319 132-1 §4.2). */
export const xades = 'http://uri.etsi.org/01903/v1.3.2#';
export const xades141 = 'http://uri.etsi.org/01903/v1.4.1#';

export const manifestType = `${ds}Manifest`;
export const signedPropertiesType = 'http://uri.etsi.org/01903#SignedProperties';
export const envelopedTransform = `${ds}enveloped-signature`;
export const base64Transform = `${ds}base64`;

export const isNamed = (element: XmlElement, namespace: string, local: string): boolean =>
  element.local === local && element.namespace === namespace;

/**
 * Namespaces in which a document may have its signatures. The national edXML library knows no second namespace and writes `Signature` into that
 * of the document, or into none.
 */
export function signatureNamespaces(root: XmlElement): readonly string[] {
  return root.local.toLowerCase() === 'edxml' ? [ds, root.namespace, ''] : [ds];
}
