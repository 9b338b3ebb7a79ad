import type { Rule } from './rule';

/** A name that can lead nowhere, whatever receiver writes it to a disk. */
export const attachmentNamesFlat: Rule = ({ fields, reading }) => {
  if (fields.kind !== 'edoc') return;
  const names = [
    ...fields.Manifest.map(({ AttachmentName }, i) => [`edXMLManifest/Reference[${i + 1}]/AttachmentName`, AttachmentName] as const),
    ...fields.Attachment.map(({ AttachmentName }, i) => [`AttachmentEncoded/Attachment[${i + 1}]/AttachmentName`, AttachmentName] as const),
    ...fields.Attachment.map(({ Format }, i) => [`AttachmentEncoded/Attachment[${i + 1}]/Format`, Format] as const),
  ];
  for (const [field, name] of names)
    if (name !== undefined && (/[\p{Cc}\u202a-\u202e\u2066-\u2069/\\]/u.test(name) || /^([A-Za-z]:|\.{1,2}$)/.test(name)))
      throw reading.wrong('edxml.attachment-name', field);
};
