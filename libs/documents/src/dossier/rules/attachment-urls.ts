import { refuse } from '@lienthong/message';
import { dossiersIn } from '../message';
import type { Rule } from './rule';

export const attachmentUrls: Rule = (message) => {
  for (const { at, dossier } of dossiersIn(message))
    for (const [i, { url }] of dossier.attachments.entries())
      if (!isPlainLink(url)) throw refuse('dossier.attachment-url', { field: `${at}/attachments/${i}/url` });
};

/** http or https with a host and without credentials, which would travel to every receiver. */
function isPlainLink(text: string): boolean {
  if (!/^https?:\/\/[^\s\\]+$/i.test(text) || !URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username === '' && password === '';
}
