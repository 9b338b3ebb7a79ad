import { isRecord, parseJson, type RawMessage, readEnvelope, refuse } from '@lienthong/message';
import type { Read, SignatureClaim } from './contract';

export const cloudEventType = 'application/cloudevents+json; charset=utf-8';

const accepted = /^application\/cloudevents\+json\s*(;\s*charset="?utf-8"?\s*)?$/i;

/** XML travels as a text in `data` (JSON format §3.1.1). */
const xml = /^(application|text)\/xml$/;

/**
 * Reads one structured CloudEvents 1.0 JSON object (JSON format §3) with its detached signature beside it.
 * Pure and total: whatever it cannot read is a `Failure` `permanent`.
 */
export function readCloudEvent(raw: RawMessage): Read {
  if (raw.omitted) throw refuse('message.too-large', { bytes: String(raw.omitted.bytes) });
  if (!accepted.test(raw.contentType)) throw refuse('message.malformed', { field: 'content-type', expected: cloudEventType });
  const event = parseJson(raw.payload);
  if (!isRecord(event)) throw refuse('message.malformed', { reason: 'not a JSON object' });
  const envelope = readEnvelope(event);
  const isXml = xml.test(envelope.datacontenttype);
  if (!isXml && envelope.datacontenttype !== 'application/json')
    throw refuse('message.malformed', { field: 'datacontenttype', expected: 'application/json, application/xml' });
  if (!('data' in event) || (isXml && typeof event['data'] !== 'string')) throw refuse('message.malformed', { field: 'data' });
  if (raw.subject !== '' && raw.subject !== envelope.subject) throw refuse('message.subject-mismatch', { field: 'subject' });
  return { envelope, data: event['data'], signature: claimOf(raw) };
}

function claimOf({ attributes, payload }: RawMessage): SignatureClaim {
  const beside = signaturesBeside(attributes);
  if (Object.keys(beside).length > 1) throw refuse('signature.several', { count: '2' });
  const { 'jws-signature': jws, 'cms-signature': cms } = beside;
  if (jws !== undefined) return { format: 'jws-detached', jws, signed: payload };
  return cms === undefined ? { format: 'none' } : { format: 'cms-detached', cms: Buffer.from(cms, 'base64'), signed: payload };
}

/** Detached signatures among headers or attributes: JWS (RFC 7515 appendix F), or CMS as base64 of DER. Names in lower case. */
export function signaturesBeside(attributes: Readonly<Record<string, string | readonly string[] | undefined>>): Beside {
  const found = signatureNames.map((name) => [name, Object.hasOwn(attributes, name) ? attributes[name] : undefined] as const);
  return Object.fromEntries(found.filter(([, value]) => typeof value === 'string'));
}

const signatureNames = ['jws-signature', 'cms-signature'] as const;

export type Beside = Readonly<Partial<Record<(typeof signatureNames)[number], string>>>;
