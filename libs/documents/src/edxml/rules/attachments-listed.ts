import type { Rule } from './rule';

/** The list in the body and what comes behind it are the same attachments, each once. */
export const attachmentsListed: Rule = ({ fields, entries, attachments, reading }) => {
  if (fields.kind !== 'edoc') return;
  const listed = new Set<string>();
  for (const { id, field } of entries) {
    if (listed.has(id)) throw reading.wrong('edxml.attachment-duplicate', `${field}/ContentId`);
    listed.add(id);
  }
  const come = new Set<string>();
  for (const [i, { id }] of attachments.entries()) {
    const field = `AttachmentEncoded/Attachment[${i + 1}]/ContentId`;
    if (come.has(id)) throw reading.wrong('edxml.attachment-duplicate', field);
    if (!listed.has(id)) throw reading.wrong('edxml.attachment-unreferenced', field);
    come.add(id);
  }
  for (const { id, field } of entries) if (!come.has(id)) throw reading.wrong('edxml.attachment-missing', `${field}/ContentId`);
};
