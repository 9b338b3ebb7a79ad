import { type DecodedText, decodeXml, encodeXml, idsOf, parseXml, type XmlDocument, type XmlIds } from '@lienthong/xml';
import { translated } from './refuse';

export interface OpenedXml {
  readonly decoded: DecodedText;
  readonly document: XmlDocument;
  readonly ids: XmlIds;
}

export function openXml(bytes: Uint8Array): OpenedXml {
  return translated(() => {
    const decoded = decodeXml(bytes);
    const document = parseXml(decoded.text);
    return { decoded, document, ids: idsOf(document) };
  });
}

/** The file with `text` at an offset of its own text, in its own encoding; no other octet changes. */
export function insertText(bytes: Uint8Array, { decoded: { text, encoding, mark } }: OpenedXml, at: number, inserted: string): Uint8Array {
  const offset = mark + (encoding === 'utf8' ? Buffer.byteLength(text.slice(0, at)) : 2 * at);
  return Buffer.concat([bytes.subarray(0, offset), encodeXml(inserted, encoding), bytes.subarray(offset)]);
}
