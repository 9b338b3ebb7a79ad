import { formatOf } from '../attachment/content';
import { zipOne } from '../attachment/zip-one';
import { edxmlNamespace } from '../names';
import { escaped, type Item } from './item';

export interface DraftAttachment {
  /** Without `cid:`. */
  readonly contentId: string;
  readonly name: string;
  readonly description?: string;
  readonly file: Uint8Array;
}

/** The list in the body. The national library calls every attachment there a ZIP. */
export const manifestItems = (attachments: readonly DraftAttachment[]): Item[] =>
  attachments.map(({ contentId, description, name }) => [
    'Reference',
    [
      ['ContentId', `cid:${contentId}`],
      ['ContentType', 'application/zip'],
      ['Description', description],
      ['AttachmentName', name],
    ],
  ]);

/** These travel as they are, all others in a ZIP of one entry. */
const raw = new Set(['pdf', 'doc', 'docx', 'zip']);

/** One `Attachment`, in pieces: its content is megabytes. */
export function* attachmentPieces(attachment: DraftAttachment, position: number): Generator<string | Buffer> {
  const { contentId, name, description, file } = attachment;
  const format = formatOf(undefined, name).toLowerCase();
  const isRaw = raw.has(format);
  const lines = [
    ...element('ContentId', `cid:${contentId}`),
    ...element('AttachmentName', name),
    ...element('Description', description),
    ...element('ContentType', `application/${isRaw ? format : 'zip'}`),
  ];
  yield `    <Attachment>\r\n${lines.join('')}      <edXML:ContentTransferEncoded xmlns:edXML="${edxmlNamespace}">`;
  // the library unpacks all attachments into one folder: no two entries may share a name
  const transferred = isRaw ? file : zipOne(`${position}.${/^[a-z0-9]{1,10}$/.test(format) ? format : 'bin'}`, file);
  yield Buffer.from(Buffer.from(transferred.buffer, transferred.byteOffset, transferred.length).toString('base64'), 'latin1');
  yield '</edXML:ContentTransferEncoded>\r\n    </Attachment>\r\n';
}

function* element(name: string, value: string | undefined): Generator<string> {
  if (value !== undefined) yield `      <${name}>${escaped(value, `AttachmentEncoded/Attachment/${name}`)}</${name}>\r\n`;
}
