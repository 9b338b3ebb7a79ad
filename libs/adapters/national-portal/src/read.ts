import type { Read } from '@lienthong/adapter-kit';
import { isRecord, parseJson, type RawMessage, readEnvelope, refuse } from '@lienthong/message';
import { dossierOf } from './door/submission';

export const submissionType = 'application/json; charset=utf-8';

/** Transport facts that the door adds to the portal's bytes; the names in `RawMessage.attributes`. */
export const attributeNames = {
  party: 'portal-party',
  receivers: 'receivers',
  takenAt: 'taken-at',
  procedure: 'procedure-name',
  fieldCode: 'field-code',
  fieldName: 'field-name',
  agencyCode: 'agency-code',
  agencyName: 'agency-name',
} as const;

/**
 * A dossier that the portal created (`createdossierfromdvcqg`) as `dossier.submitted`. The portal signs nothing: who it is says the door,
 * whose access token it showed, and the connector answers for that.
 */
export function read(raw: RawMessage): Read {
  if (raw.omitted) throw refuse('message.too-large', { bytes: String(raw.omitted.bytes) });
  if (raw.contentType !== submissionType) throw refuse('message.malformed', { field: 'content-type', expected: submissionType });
  const body = parseJson(raw.payload);
  if (!isRecord(body)) throw refuse('message.malformed', { reason: 'not a JSON object' });
  const fact = (name: keyof typeof attributeNames): string => {
    const key = attributeNames[name];
    const value = Object.hasOwn(raw.attributes, key) ? raw.attributes[key] : undefined;
    if (value === undefined) throw refuse('message.malformed', { field: key });
    return value;
  };
  const dossier = dossierOf(body, {
    procedure: fact('procedure'),
    fieldCode: fact('fieldCode'),
    fieldName: fact('fieldName'),
    agencyCode: fact('agencyCode'),
    agencyName: fact('agencyName'),
  });
  if (raw.subject !== '' && raw.subject !== dossier.code) throw refuse('message.subject-mismatch', { field: 'subject' });
  const envelope = readEnvelope({
    specversion: '1.0',
    id: `dvcqg-${dossier.code}`,
    source: fact('party'),
    type: 'dossier.submitted',
    subject: dossier.code,
    time: fact('takenAt'),
    dataschema: 'dossier/1',
    receivers: fact('receivers'),
  });
  return { envelope, data: { dossier }, signature: { format: 'none' } };
}
