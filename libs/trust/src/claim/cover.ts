import { XmlError, decodeXml, parseXml, type XmlDocument } from '@lienthong/xml';
import type { FoundSignature } from '../verdict/found';
import type { Demands } from './claim';

/** Which demands the signature does not meet. Elements count where they are signed as part of the document, never inside of an attachment. */
export function uncovered({ signed }: FoundSignature, { elements, content }: Demands): string[] {
  const names = new Set(signed.map(({ name }) => name));
  const documents = elements.length === 0 ? [] : signed.filter(({ name }) => isSameDocument(name)).flatMap(({ bytes }) => readable(bytes));
  const holds = (namespace: string, local: string): boolean =>
    documents.some((document) => document.elements.some((one) => one.namespace === namespace && one.local === local));
  return [
    ...elements.filter(({ namespace, local }) => !holds(namespace, local)).map(({ namespace, local }) => `{${namespace}}${local}`),
    ...content.filter((name) => !names.has(name)),
  ];
}

const isSameDocument = (uri: string): boolean => uri === '' || uri.startsWith('#');

/** What a transform left of a document need not be one. */
function readable(bytes: Uint8Array): XmlDocument[] {
  try {
    return [parseXml(decodeXml(bytes).text)];
  } catch (error) {
    if (error instanceof XmlError) return [];
    throw error;
  }
}
