import type { Rule } from './rule';

/** A receiver who is named twice would get the document twice, or once: systems differ. */
export const receiversDistinct: Rule = ({ fields, reading }) => {
  if (fields.kind !== 'edoc') return;
  const seen = new Set<string>();
  for (const [i, { OrganId }] of fields.MessageHeader.To.entries()) {
    if (seen.has(OrganId)) throw reading.wrong('edxml.receiver-duplicate', `MessageHeader/To[${i + 1}]/OrganId`);
    seen.add(OrganId);
  }
};
