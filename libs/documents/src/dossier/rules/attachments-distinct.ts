import { refuse } from '@lienthong/message';
import { dossiersIn } from '../message';
import type { Rule } from './rule';

export const attachmentsDistinct: Rule = (message) => {
  for (const { at, dossier } of dossiersIn(message)) {
    const ids = dossier.attachments.map(({ id }) => id);
    const repeated = ids.findIndex((id, i) => ids.indexOf(id) < i);
    if (repeated >= 0) throw refuse('dossier.attachment-duplicate', { field: `${at}/attachments/${repeated}/id` });
  }
};
