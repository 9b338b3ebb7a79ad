import { hash } from 'node:crypto';
import type { EdxmlDocument } from './model';

/**
 * The message's `subject`, and thereby its lane: everything about one document keeps its order, so it is the id of the document that is spoken of
 * (recalled, updated, answered), with what a CloudEvents attribute cannot hold percent-encoded; too long an id is digested.
 */
export function subjectOf({ fields }: EdxmlDocument): string {
  const id =
    fields.kind === 'status'
      ? (fields.MessageHeader.ResponseFor.DocumentId ?? '')
      : (fields.TraceHeaderList?.Bussiness?.DocumentId ?? fields.MessageHeader.DocumentId);
  const encoded = Array.from(id, (one) => (/^[\x21-\x24\x26-\x7e]$/.test(one) ? one : encodeURIComponent(one))).join('');
  return encoded.length <= 200 ? encoded : `sha256:${hash('sha256', id)}`;
}
