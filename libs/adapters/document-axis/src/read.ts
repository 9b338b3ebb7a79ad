import type { Read, Said, SignatureClaim } from '@lienthong/adapter-kit';
import { type EdxmlDocument, edxmlDocument, signedContents, signedEdxml, subjectOf } from '@lienthong/documents';
import { type RawMessage, refuse } from '@lienthong/message';
import { hash } from 'node:crypto';

export const edxmlType = 'application/edxml+xml';

export const isEdxml = ({ contentType }: Pick<RawMessage, 'contentType'>): boolean =>
  /^application\/edxml\+xml\s*(;\s*charset="?utf-8"?\s*)?$/i.test(contentType);

/** An edXML message as the axis handed it out. Pure and total: what it cannot read is a `Failure` `permanent`. */
export function read(raw: RawMessage): Read {
  if (raw.omitted) throw refuse('message.too-large', { bytes: String(raw.omitted.bytes) });
  if (!isEdxml(raw)) throw refuse('message.malformed', { field: 'content-type', expected: edxmlType });
  const document = edxmlDocument(raw.payload);
  const said = saidBy(document, raw.attributes);
  if (raw.subject !== '' && raw.subject !== said.envelope.subject) throw refuse('message.subject-mismatch', { field: 'subject' });
  return { ...said, signature: signatureOf(document, raw) };
}

/** The sender's own signature. Two of them are nobody's: each would have to be judged, and a receiver may look at either. */
function signatureOf(document: EdxmlDocument, { payload, attributes }: RawMessage): SignatureClaim {
  const { signatures, namespace, attachments } = document;
  if (signatures.length === 0) return { format: 'none' };
  if (signatures.length > 1) throw refuse('signature.several', { count: String(signatures.length) });
  const content = signedContents(document);
  return {
    format: 'xmldsig',
    document: payload,
    content,
    attachments: attachments.map(({ file }) => file),
    mustCover: { elements: [{ namespace, local: 'MessageHeader' }], content: [...content.keys()] },
    readSigned: (signed) => saidBy(signedEdxml(document, signed), attributes),
  };
}

function saidBy(document: EdxmlDocument, attributes: RawMessage['attributes']): Said {
  const { receivers, copyFor } = receiversOf(document, attributes);
  const envelope = {
    id: named(`${idOf(document)}${copyFor === undefined ? '' : `;to=${copyFor}`}`),
    source: document.fields.MessageHeader.From.OrganId,
    type: `edxml.${document.kind}`,
    subject: subjectOf(document),
    time: timeOf(document),
    datacontenttype: edxmlType,
    dataschema: 'edxml/1',
    receivers,
  };
  return { envelope, data: document.bytes };
}

/**
 * The axis hands out a copy for each receiver: one of a document with several receivers is a message to its own receiver, since the others are
 * somebody else's, or have their own copy.
 */
function receiversOf({ fields }: EdxmlDocument, attributes: RawMessage['attributes']): { receivers: string[]; copyFor?: string } {
  const receivers =
    fields.kind === 'status' ? [fields.MessageHeader.ResponseFor.OrganId ?? ''] : fields.MessageHeader.To.map(({ OrganId }) => OrganId);
  const to = Object.hasOwn(attributes, 'axis-to') ? attributes['axis-to'] : undefined;
  return to !== undefined && receivers.length > 1 && receivers.includes(to) ? { receivers: [to], copyFor: to } : { receivers };
}

/** The document's own id names it. What may be said of one document more than once is named by what it says. */
function idOf({ kind, fields, bytes }: EdxmlDocument): string {
  if (fields.kind === 'status') {
    const { ResponseFor, StatusCode, Timestamp } = fields.MessageHeader;
    return `${ResponseFor.DocumentId ?? ''};${StatusCode};${new Date(Timestamp).toISOString()}`;
  }
  const { DocumentId } = fields.MessageHeader;
  return kind === 'new' ? DocumentId : `${DocumentId};${kind};${hash('sha256', bytes, 'hex').slice(0, 32)}`;
}

/** When the sender made it: of a status its own time, of a document that of the last system in its trace, or the day of its issue. */
function timeOf({ fields }: EdxmlDocument): Date {
  if (fields.kind === 'status') return new Date(fields.MessageHeader.Timestamp);
  const day = fields.MessageHeader.PromulgationInfo?.PromulgationDate;
  const time = fields.TraceHeaderList?.TraceHeader?.at(-1)?.Timestamp ?? (day && `${day}T00:00:00+07:00`);
  if (time === undefined) throw refuse('edxml.missing', { field: 'MessageHeader/PromulgationInfo/PromulgationDate' });
  return new Date(time);
}

/** In visible ASCII: other letters percent-encoded in UTF-8 (RFC 3986), a name that is too long by its digest. */
function named(text: string): string {
  const plain = text.replace(/[^!-$&-~]/gu, encodeURIComponent);
  return plain.length <= 200 ? plain : `sha256:${hash('sha256', text, 'hex')}`;
}
