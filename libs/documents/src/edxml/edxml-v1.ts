import { hash } from 'node:crypto';
import { type Envelope, refuse } from '@lienthong/message';
import { canonicalJson } from '../canonical-json';
import type { DocumentType } from '../contract';
import type { EdxmlDocument } from './model';
import { edxmlDocument } from './read-edxml';
import { stepsOf } from './status/steps';
import { subjectOf } from './subject';

/** An electronic document, or a status about one, as it travels on the national axis; the message's data are the bytes of the edXML file. */
export const edxmlV1: DocumentType = {
  version: 'edxml/1',
  types: ['edxml.new', 'edxml.recall', 'edxml.update', 'edxml.replacement', 'edxml.status'],
  signedTypes: ['edxml.recall', 'edxml.update', 'edxml.replacement'],
  check(envelope, data) {
    const document = documentIn(data);
    requireSame(envelope, document);
  },
  contentDigest(envelope, data) {
    return digestOf(envelope, documentIn(data));
  },
  steps({ time }, data) {
    return stepsOf(documentIn(data), time);
  },
};

/** Octets, or their base64 as CloudEvents' `data_base64` has it. */
function documentIn(data: unknown): EdxmlDocument {
  const bytes = typeof data === 'string' ? Buffer.from(data, 'base64') : data;
  if (!(bytes instanceof Uint8Array) || (typeof data === 'string' && Buffer.from(bytes).toString('base64') !== data))
    throw refuse('edxml.data', { field: 'data' });
  return edxmlDocument(bytes);
}

/** What the hub decides by is what the document says. */
function requireSame({ type, subject, source }: Envelope, document: EdxmlDocument): void {
  if (type !== `edxml.${document.kind}`) throw refuse('edxml.type-mismatch', { field: 'type' });
  if (subject !== subjectOf(document)) throw refuse('edxml.subject-mismatch', { field: 'subject' });
  if (source !== document.fields.MessageHeader.From.OrganId) throw refuse('edxml.source-mismatch', { field: 'source' });
}

/**
 * SHA-256 over the RFC 8785 form of the business header and of each attachment's name and digest: order, prefixes, signatures and the way in which
 * a file was wrapped make no other content, nor does the trace of systems that passed it on.
 */
function digestOf({ type, subject, source }: Envelope, { fields }: EdxmlDocument): Uint8Array {
  const attachments =
    fields.kind === 'edoc' ? fields.Attachment.map(({ ContentId, AttachmentName, sha256 }) => ({ ContentId, AttachmentName, sha256 })) : [];
  const { MessageHeader, TraceHeaderList } = fields;
  const text = canonicalJson({ type, subject, source, MessageHeader, Bussiness: TraceHeaderList?.Bussiness, attachments });
  return hash('sha256', text, 'buffer');
}
