import { Failure, refuse } from '@lienthong/message';
import { canonicalJson } from '../canonical-json';
import type { EdxmlDocument, MessageHeader, StatusHeader, TraceHeaderList } from './model';
import { edxmlNamespace } from './names';
import { readEdxml } from './read-edxml';
import { attachmentPieces, type DraftAttachment, manifestItems } from './write/attachment-lines';
import { messageHeaderItems, statusHeaderItems } from './write/header-items';
import { type Item, linesOf } from './write/item';
import { traceItems } from './write/trace-items';

/** What is to be written; fields as `readEdxml` gives them. */
export type EdxmlDraft =
  | {
      readonly kind: 'edoc';
      readonly MessageHeader: MessageHeader;
      readonly TraceHeaderList?: TraceHeaderList;
      readonly attachments: readonly DraftAttachment[];
    }
  | { readonly kind: 'status'; readonly MessageHeader: StatusHeader; readonly TraceHeaderList?: TraceHeaderList };

/**
 * Writes a message as the national Java library does: its order, prefixes, line ends, what it packs into a ZIP. What was written is read again: a
 * draft that would be refused, or would come back otherwise (blanks at an end, say), is not written.
 * @throws Failure `permanent` with the code and field that a reader would tell, or `edxml.unwritable`
 */
export function writeEdxml(draft: EdxmlDraft): Uint8Array {
  const bytes = Buffer.concat([...piecesOf(draft)].map((piece) => (typeof piece === 'string' ? Buffer.from(piece, 'utf8') : piece)));
  const { document, refusal } = readEdxml(bytes);
  if (refusal) throw new Failure('permanent', refusal.code, refusal.field === undefined ? {} : { field: refusal.field });
  requireSame(draft, document);
  return bytes;
}

function* piecesOf(draft: EdxmlDraft): Generator<string | Buffer> {
  yield `<?xml version="1.0" encoding="UTF-8"?>\r\n<edXML xmlns="${edxmlNamespace}">\r\n`;
  yield `  <edXML:edXMLEnvelope xmlns:edXML="${edxmlNamespace}">\r\n    <edXML:edXMLHeader>\r\n`;
  yield text(headerItems(draft), 3);
  yield '    </edXML:edXMLHeader>\r\n';
  if (draft.kind === 'edoc') yield body(draft.attachments);
  yield '  </edXML:edXMLEnvelope>\r\n';
  if (draft.kind === 'edoc' && draft.attachments.length > 0) {
    yield '  <AttachmentEncoded>\r\n';
    for (const [i, one] of draft.attachments.entries()) yield* attachmentPieces(one, i + 1);
    yield '  </AttachmentEncoded>\r\n';
  }
  yield '</edXML>\r\n';
}

const text = (items: readonly Item[], depth: number): string => [...linesOf(items, depth)].map((line) => `${line}\r\n`).join('');

const headerItems = (draft: EdxmlDraft): Item[] => [
  ['MessageHeader', draft.kind === 'status' ? statusHeaderItems(draft.MessageHeader) : messageHeaderItems(draft.MessageHeader)],
  ['TraceHeaderList', draft.TraceHeaderList && traceItems(draft.TraceHeaderList)],
];

function body(attachments: readonly DraftAttachment[]): string {
  const manifest = '      <edXML:edXMLManifest version="1.0">\r\n';
  return `    <edXML:edXMLBody>\r\n${manifest}${text(manifestItems(attachments), 4)}      </edXML:edXMLManifest>\r\n    </edXML:edXMLBody>\r\n`;
}

function requireSame(draft: EdxmlDraft, document: EdxmlDocument): void {
  for (const part of ['MessageHeader', 'TraceHeaderList'] as const)
    if (canonicalJson(draft[part]) !== canonicalJson(document.fields[part])) throw refuse('edxml.unwritable', { field: part });
  const files = draft.kind === 'edoc' ? draft.attachments : [];
  const isSame = files.every(({ contentId, name, file }, i) => {
    const read = document.attachments[i];
    return read?.id === contentId && read.name === name && Buffer.compare(read.file, file) === 0;
  });
  if (!isSame || files.length !== document.attachments.length) throw refuse('edxml.unwritable', { field: 'AttachmentEncoded' });
}
