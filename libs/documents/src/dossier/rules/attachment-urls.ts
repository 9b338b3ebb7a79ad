import { refuse } from '@lienthong/message';
import { createHash } from 'node:crypto';
import { dossiersIn, type DossierMessage } from '../message';
import type { Attachment } from '../model';
import type { Rule } from './rule';

const longestLink = 2_000;
const inline = 'data:application/octet-stream;base64,';

/** Files are links; only a submission, whose sender may have no place to put them, may bring them itself (RFC 2397). */
export const attachmentUrls: Rule = (message) => {
  for (const { at, files } of filesIn(message))
    for (const [i, file] of files.entries())
      if (!isPlainLink(file.url) && !(message.type === 'dossier.submitted' && bringsItself(file)))
        throw refuse('dossier.attachment-url', { field: `${at}/${i}/url` });
};

function filesIn(message: DossierMessage): readonly { readonly at: string; readonly files: readonly Attachment[] }[] {
  const files = dossiersIn(message).map(({ at, dossier }) => ({ at: `${at}/attachments`, files: dossier.attachments }));
  const results = message.type === 'dossier.status-changed' ? (message.data.results ?? []) : [];
  return [...files, { at: '/results', files: results }];
}

/** http or https with a host and without credentials, which would travel to every receiver. */
function isPlainLink(text: string): boolean {
  if (text.length > longestLink || !/^https?:\/\/[^\s\\]+$/i.test(text) || !URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username === '' && password === '';
}

/** Strict RFC 4648 §4, and the bytes are those that `sha256` names. */
function bringsItself({ url, sha256 }: Attachment): boolean {
  if (!url.startsWith(inline)) return false;
  const base64 = url.slice(inline.length);
  const bytes = Buffer.from(base64, 'base64');
  return bytes.toString('base64') === base64 && createHash('sha256').update(bytes).digest('hex') === sha256;
}
