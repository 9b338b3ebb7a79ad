import { hash } from 'node:crypto';
import type { EdxmlAttachment, EdxmlDocument, SignatureReference } from '../model';

const names: Readonly<Record<string, string>> = {
  'http://www.w3.org/2001/04/xmlenc#sha256': 'sha256',
  'http://www.w3.org/2001/04/xmldsig-more#sha384': 'sha384',
  'http://www.w3.org/2001/04/xmlenc#sha512': 'sha512',
  'http://www.w3.org/2000/09/xmldsig#sha1': 'sha1',
};
const base64 = 'http://www.w3.org/2000/09/xmldsig#base64';

/** What a reference is to, and what was taken for it. */
export interface SignedContent {
  readonly bytes: Uint8Array;
  readonly content: 'transferred' | 'file' | 'zip';
}

/** An attachment that a reference names: `cid:` and its id, as often as the sender wrote it, percent-encoded or not (RFC 2392). */
export function attachmentOf({ attachments }: EdxmlDocument, uri: string): EdxmlAttachment | undefined {
  const id = uri.replace(/^(?:cid:)+/i, '');
  return (
    attachments.find((one) => one.id === id) ?? attachments.find((one) => encodeURIComponent(one.id) === id || encodeURI(one.id) === id)
  );
}

/**
 * The octets that a reference to an attachment digests. Nobody has settled whether those are the ZIP's or the file's, so its digest says which:
 * a mere hint, since the verifier computes it again. Under the transform base64 it is the text itself.
 */
export function signedContent(
  document: EdxmlDocument,
  { URI, DigestMethod = '', DigestValue, Transforms }: SignatureReference,
): SignedContent | undefined {
  const attachment = URI === undefined ? undefined : attachmentOf(document, URI);
  if (!attachment) return undefined;
  const { transferred, file, range } = attachment;
  const algorithm = Object.hasOwn(names, DigestMethod) ? names[DigestMethod] : undefined;
  const isOfFile = transferred !== file && algorithm !== undefined && hash(algorithm, file, 'base64') === DigestValue;
  if (Transforms?.includes(base64)) return { bytes: document.bytes.subarray(range.start, range.end), content: 'transferred' };
  if (isOfFile) return { bytes: file, content: 'file' };
  return { bytes: transferred, content: transferred === file ? 'transferred' : 'zip' };
}
