import { refuse } from '@lienthong/message';
import { escaped } from '../write/item';

/** Elements that were signed, in their canonical form, by their names in lower case; an attachment may be one of several. */
export type Pieces = ReadonlyMap<string, readonly string[]>;

/** An attachment that was signed by its octets: what else the message says of it nobody vouches for, but for its name in the manifest. */
export interface Beside {
  readonly id: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * A message of what was signed and of nothing else: the whole file, or the envelope and each attachment. A header that was signed alone would leave
 * what is wanted done, and the list of attachments, to anybody. The frame's prefix is its own, so that it gives no piece another namespace.
 * @throws Failure `signature.incomplete`
 */
export function frameOf(pieces: Pieces, beside: readonly Beside[], namespace: string): string {
  const [whole] = pieces.get('edxml') ?? [];
  if (whole !== undefined) return whole;
  const [envelope] = pieces.get('edxmlenvelope') ?? [];
  if (envelope === undefined) throw refuse('signature.incomplete', { missing: 'edXMLEnvelope' });
  const [attachments] = pieces.get('attachmentencoded') ?? [listOf(pieces.get('attachment') ?? [], beside)];
  return `<f:edXML xmlns:f="${namespace}">${envelope}${attachments}</f:edXML>`;
}

const listOf = (attachments: readonly string[], beside: readonly Beside[]): string =>
  `<f:AttachmentEncoded>${[...attachments, ...beside.map(attachmentOf)].join('')}</f:AttachmentEncoded>`;

/** Of a kind that is taken as it is: the octets are what was signed, wrapped in a ZIP or not. */
function attachmentOf({ id, name, bytes }: Beside): string {
  const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');
  return (
    `<f:Attachment><f:ContentId>${escaped(id, 'ContentId')}</f:ContentId>` +
    `<f:AttachmentName>${escaped(name, 'AttachmentName')}</f:AttachmentName><f:Format>bin</f:Format>` +
    `<f:ContentTransferEncoded>${base64}</f:ContentTransferEncoded></f:Attachment>`
  );
}
