import type { Read } from '@lienthong/adapter-kit';
import { type Envelope, type RawMessage, refuse } from '@lienthong/message';
import { hash } from 'node:crypto';
import { isWhole } from './edxml/element';
import type { EdxmlFacts } from './edxml/model';
import { readFacts } from './edxml/read-facts';

export const edxmlType = 'application/edxml+xml';

export const isEdxml = ({ contentType }: Pick<RawMessage, 'contentType'>): boolean =>
  /^application\/edxml\+xml\s*(;\s*charset="?utf-8"?\s*)?$/i.test(contentType);

/** An edXML message as the axis handed it out. Pure and total: what it cannot read is a `Failure` `permanent`. */
export function read(raw: RawMessage): Read {
  if (raw.omitted) throw refuse('message.too-large', { bytes: String(raw.omitted.bytes) });
  if (!isEdxml(raw)) throw refuse('message.malformed', { field: 'content-type', expected: edxmlType });
  if (!isWhole(raw.payload)) throw refuse('message.malformed', { reason: 'edXML: the end is missing' });
  const facts = forOneReceiver(readFacts(raw.payload), raw.attributes);
  if (raw.subject !== '' && raw.subject !== subjectOf(facts)) throw refuse('message.subject-mismatch', { field: 'subject' });
  return { envelope: envelopeOf(facts, raw.payload), data: raw.payload, signature: { format: 'none' } };
}

/**
 * The axis hands out a copy for each receiver: one of a document with several receivers is a message to its own receiver, since the others are
 * somebody else's, or have their own copy.
 */
function forOneReceiver(facts: EdxmlFacts, attributes: RawMessage['attributes']): EdxmlFacts & { readonly copyFor?: string } {
  const to = Object.hasOwn(attributes, 'axis-to') ? attributes['axis-to'] : undefined;
  return to !== undefined && facts.to.length > 1 && facts.to.includes(to) ? { ...facts, to: [to], copyFor: to } : facts;
}

const envelopeOf = (facts: ReturnType<typeof forOneReceiver>, bytes: Uint8Array): Envelope => ({
  id: named(`${idOf(facts, bytes)}${facts.copyFor === undefined ? '' : `;to=${facts.copyFor}`}`, 200),
  source: named(facts.from, 200),
  type: `edxml.${facts.kind}`,
  subject: subjectOf(facts),
  time: facts.at,
  datacontenttype: edxmlType,
  dataschema: 'edxml/1',
  receivers: facts.to.map((code) => named(code, 200)),
});

/** The document's own id names it. What may be said of one document more than once is named by what it says. */
function idOf({ kind, documentId, status, at }: EdxmlFacts, bytes: Uint8Array): string {
  if (kind === 'new') return documentId;
  if (kind === 'status') return `${documentId};${status};${at.toISOString()}`;
  return `${documentId};${kind};${hash('sha256', bytes, 'hex').slice(0, 32)}`;
}

/** The document that a message is about: what keeps its order. */
export const subjectOf = ({ about }: EdxmlFacts): string => named(about, 200);

/** In visible ASCII: other letters percent-encoded in UTF-8 (RFC 3986), a name that is too long by its digest. */
function named(text: string, most: number): string {
  const plain = text.replace(/[^!-$&-~]/gu, encodeURIComponent);
  return plain.length <= most ? plain : `sha256:${hash('sha256', text, 'hex')}`;
}
