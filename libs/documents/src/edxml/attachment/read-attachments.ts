import { hash } from 'node:crypto';
import { childrenOf, plainTextOf, type XmlElement, type XmlLeaf } from '@lienthong/xml';
import type { AttachmentFields, ByteRange } from '../model';
import type { Reading } from '../read/reading';
import type { Section } from '../read/section';
import { decodeBase64 } from './base64';
import { fileIn, formatOf } from './content';
import { bareId, shownId } from './content-id';

/** One attachment with the offsets of its base64 in the text. */
export interface ReadAttachment {
  readonly id: string;
  readonly fields: AttachmentFields;
  readonly transferred: Buffer;
  readonly file: Buffer;
  readonly place: ByteRange;
}

/** Octets that all ZIPs of a message may hold together. */
const mostUnpacked = 128 * 1024 * 1024;

/** All that `AttachmentEncoded` holds. */
export function readAttachments(list: Section, reading: Reading): ReadAttachment[] {
  let room = mostUnpacked;
  return list.sections('Attachment').map((section) => {
    const id = section.requiredText('ContentId');
    const name = section.requiredText('AttachmentName');
    const type = section.text('ContentType');
    const format = formatOf(section.text('Format'), name);
    const { transferred, place } = readContent(section, reading);
    const file = fileIn(transferred, format, type, room);
    if (typeof file === 'string') throw reading.wrong(file, section.fieldOf('ContentTransferEncoded'));
    if (file !== transferred) room -= file.length;
    const fields = {
      ContentId: shownId(id),
      AttachmentName: name,
      Description: section.text('Description'),
      ContentType: type,
      Format: format,
      FieldName: section.text('FieldName'),
      MimeType: section.text('MimeType'),
      bytes: file.length,
      sha256: hash('sha256', file),
    };
    return { id: bareId(id), fields, transferred, file, place };
  });
}

function readContent(section: Section, reading: Reading): { readonly transferred: Buffer; readonly place: ByteRange } {
  const field = section.fieldOf('ContentTransferEncoded');
  const element = section.single('ContentTransferEncoded');
  if (!element) throw reading.wrong('edxml.missing', field);
  reading.note(field, element);
  const transferred = octetsOf(element, reading, field);
  if (!transferred) throw reading.wrong('edxml.attachment-encoding', field);
  if (transferred.length === 0) throw reading.wrong('edxml.attachment-empty', field);
  return { transferred, place: { start: element.content, end: element.close } };
}

/** Mostly one text of megabytes, of which no copy is made. */
function octetsOf(element: XmlElement, reading: Reading, field: string): Buffer | undefined {
  const { document } = reading;
  const [only, more] = [...childrenOf(element)];
  if (only?.kind === 'text' && !more && !hasReference(document.text, only)) return decodeBase64(document.text, only.start, only.end);
  const text = plainTextOf(document, element);
  if (text === undefined) throw reading.wrong('edxml.value-markup', field);
  return decodeBase64(text);
}

function hasReference(text: string, { special, start, end }: XmlLeaf): boolean {
  const at = special ? text.indexOf('&', start) : -1;
  return at >= 0 && at < end;
}
