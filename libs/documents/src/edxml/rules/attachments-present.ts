import type { Rule } from './rule';

/** What is issued is the attached file; only a recall or an update may do without. */
export const attachmentsPresent: Rule = ({ fields, attachments, reading }) => {
  const type = fields.TraceHeaderList?.Bussiness?.BussinessDocType ?? '0';
  if (fields.kind === 'edoc' && attachments.length === 0 && (type === '0' || type === '3'))
    throw reading.wrong('edxml.attachment-none', 'AttachmentEncoded');
};
