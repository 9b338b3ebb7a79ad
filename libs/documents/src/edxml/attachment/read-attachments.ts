import { hash } from 'node:crypto';
import { type XmlElement, childrenOf, plainTextOf } from '@lienthong/xml';
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

/** All that `AttachmentEncoded` holds. */
export function readAttachments(list: Section, reading: Reading): ReadAttachment[] {
  return list.sections('Attachment').map((section) => {
    const id = section.requiredText('ContentId');
    const name = section.requiredText('AttachmentName');
    const type = section.text('ContentType');
    const format = formatOf(section.text('Format'), name);
    const { transferred, place } = readContent(section, reading);
    const file = fileIn(transferred, format, type);
    if (typeof file === 'string') throw reading.wrong(file, section.fieldOf('ContentTransferEncoded'));
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
  const text = base64Of(element, reading);
  if (text === undefined) throw reading.wrong('edxml.value-markup', field);
  const transferred = decodeBase64(text);
  if (!transferred) throw reading.wrong('edxml.attachment-encoding', field);
  if (transferred.length === 0) throw reading.wrong('edxml.attachment-empty', field);
  return { transferred, place: { start: element.content, end: element.close } };
}

/** Mostly one text of megabytes, of which no second copy is made. */
function base64Of(element: XmlElement, { document }: Reading): string | undefined {
  const [only, more] = [...childrenOf(element)];
  if (only?.kind !== 'text' || more) return plainTextOf(document, element);
  const text = document.text.slice(only.start, only.end);
  return only.special && text.includes('&') ? plainTextOf(document, element) : text;
}
