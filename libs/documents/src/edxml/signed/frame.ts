import { escaped } from '../write/item';

/** Elements that were signed, in their canonical form, by their names in lower case; an attachment may be one of several. */
export type Pieces = ReadonlyMap<string, readonly string[]>;

/** An attachment that was signed by its octets: what else the message says of it nobody vouches for. */
export interface Beside {
  readonly id: string;
  readonly bytes: Uint8Array;
}

/**
 * A message of what was signed and of nothing else. The frame's prefix is its own, so that it gives no piece another namespace; parts that
 * stand inside of a larger one are not asked for.
 */
export function frameOf(pieces: Pieces, beside: readonly Beside[], namespace: string): string {
  const piece = (name: string, otherwise: () => string): string => pieces.get(name.toLowerCase())?.[0] ?? otherwise();
  const part = (name: string, ...inner: readonly string[]): string => `<f:${name}>${inner.join('')}</f:${name}>`;
  const nothing = (): string => '';
  return piece('edXML', () => {
    const header = () => part('edXMLHeader', piece('MessageHeader', nothing), piece('TraceHeaderList', nothing));
    const manifest = () => part('edXMLManifest', ...beside.map(({ id }) => part('Reference', part('ContentId', escaped(id, 'ContentId')))));
    const body = () => part('edXMLBody', piece('edXMLManifest', manifest));
    const envelope = piece('edXMLEnvelope', () => part('edXMLEnvelope', piece('edXMLHeader', header), piece('edXMLBody', body)));
    const attachments = () => part('AttachmentEncoded', ...(pieces.get('attachment') ?? []), ...beside.map(attachmentOf));
    return `<f:edXML xmlns:f="${namespace}">${envelope}${piece('AttachmentEncoded', attachments)}</f:edXML>`;
  });
}

/** Under its id for a name, and of a kind that is taken as it is: the octets are what was signed, wrapped in a ZIP or not. */
function attachmentOf({ id, bytes }: Beside): string {
  const said = escaped(id, 'ContentId');
  const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');
  return (
    `<f:Attachment><f:ContentId>${said}</f:ContentId><f:AttachmentName>${said}</f:AttachmentName><f:Format>bin</f:Format>` +
    `<f:ContentTransferEncoded>${base64}</f:ContentTransferEncoded></f:Attachment>`
  );
}
