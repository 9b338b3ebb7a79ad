import { type Beside, cloudEventType, signaturesBeside } from '@lienthong/adapter-kit';
import { edxmlType } from '@lienthong/adapter-document-axis';
import { isRecord, parseJson, refuse } from '@lienthong/message';
import canonicalize from 'canonicalize';
import type { Submitted } from './submitted';

/** Headers of a request, names in lower case. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Of a batch each event is read for itself: what is wrong with one is no other's fault. */
export type Sent = { readonly message: Submitted } | { readonly batch: readonly (() => Submitted)[] };

/** The attribute that holds the signature where it travels inside of the event: over what the event is without it. */
const attribute = 'jwssignature';

/**
 * The messages of one request, each as the bytes that its sender signed. Modes of the HTTP binding of CloudEvents 1.0.2 (§3): structured,
 * batched and binary; besides, an edXML document as it is. Throws `Failure` `permanent`.
 */
export function messagesIn(headers: Headers, body: Buffer): Sent {
  const type = mediaTypeOf(headers);
  if (type === edxmlType) return { message: { subject: '', contentType: edxmlType, attributes: {}, payload: body } };
  if (type === batchType) return { batch: batch(parseJson(body)) };
  if (type === eventType) return { message: structured(body, signaturesBeside(headers)) };
  if (headers['ce-specversion'] !== undefined) return { message: binary(headers, type, body) };
  throw refuse('message.malformed', { field: 'content-type', expected: `${eventType}, ${batchType}, ${edxmlType}, ce-*` });
}

const batchType = 'application/cloudevents-batch+json';
const eventType = 'application/cloudevents+json';
/** Events of one batch. */
const mostEvents = 100;

const mediaTypeOf = (headers: Headers): string => text(headers['content-type']).split(';')[0]?.trim().toLowerCase() ?? '';

const text = (value: Headers[string]): string => (typeof value === 'string' ? value : (value?.[0] ?? ''));

/** A signature in a header is about the body as it is. */
function structured(body: Buffer, beside: Beside): Submitted {
  if (Object.keys(beside).length > 0) return { subject: '', contentType: cloudEventType, attributes: beside, payload: body };
  return canonical(parseJson(body));
}

function batch(events: unknown): (() => Submitted)[] {
  if (!Array.isArray(events) || events.length === 0 || events.length > mostEvents)
    throw refuse('message.malformed', { reason: `not an array of 1 to ${mostEvents} events` });
  return events.map((event) => () => canonical(event));
}

/** Attributes in `ce-` headers (percent-encoded where they are not ASCII), data in the body. */
function binary(headers: Headers, type: string, body: Buffer): Submitted {
  const attributes = Object.entries(headers).filter(([name]) => name.startsWith('ce-') && name !== `ce-${attribute}`);
  if (!/^application\/(?:[\w.-]+\+)?json$/.test(type))
    throw refuse('message.malformed', { field: 'content-type', expected: 'application/json' });
  const event = Object.fromEntries(attributes.map(([name, value]) => [name.slice('ce-'.length), decoded(name, text(value))]));
  const inside = headers[`ce-${attribute}`];
  const beside = signaturesBeside(headers);
  const signed = { ...event, datacontenttype: 'application/json', data: parseJson(body) };
  return canonical(inside === undefined ? signed : { ...signed, [attribute]: text(inside) }, beside);
}

function decoded(name: string, value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    throw refuse('message.malformed', { field: name });
  }
}

/** An event whose bytes nobody kept: what is signed is its canonical form (RFC 8785), without the attribute that holds the signature. */
function canonical(event: unknown, beside: Beside = {}): Submitted {
  if (!isRecord(event)) throw refuse('message.malformed', { reason: 'not a JSON object' });
  const { [attribute]: jws, ...signed } = event;
  if (jws !== undefined && typeof jws !== 'string') throw refuse('message.malformed', { field: attribute });
  if (jws !== undefined && Object.keys(beside).length > 0) throw refuse('signature.several', { count: '2' });
  const attributes = jws === undefined ? beside : { 'jws-signature': jws };
  return { subject: '', contentType: cloudEventType, attributes, payload: Buffer.from(canonicalize(signed) ?? '') };
}
