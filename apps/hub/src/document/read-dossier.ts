import { findDocumentType } from '@lienthong/documents';
import { type Envelope, Failure, isRecord, parseJson, readEnvelope } from '@lienthong/message';
import type { DocumentReport } from './report';

const nothing = { isJudged: false, headerCovered: false, signatures: [], attachmentSignatures: [] } as const;

/** A dossier message as JSON: the whole event (CloudEvents), or its data alone. */
export function readDossier(bytes: Uint8Array): DocumentReport {
  try {
    const value = parseJson(bytes);
    if (!isRecord(value)) return rejected({ code: 'document.unknown' }, true);
    const { envelope, data } = eventIn(value);
    const type = findDocumentType(envelope);
    if (!type) return rejected({ code: 'type.unknown', field: 'type' }, false);
    type.check(envelope, data);
    return { outcome: 'accept', isUnreadable: false, fields: { kind: envelope.type, ...(isRecord(data) ? data : {}) }, ...nothing };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { field } = error.detail;
    return rejected({ code: error.code, ...(field !== undefined && { field }) }, error.code === 'message.malformed');
  }
}

const rejected = (fault: DocumentReport['fault'], isUnreadable: boolean): DocumentReport => ({
  ...{ outcome: 'reject', fault, isUnreadable, fields: null, ...nothing },
});

function eventIn(value: Readonly<Record<string, unknown>>): { readonly envelope: Envelope; readonly data: unknown } {
  if ('specversion' in value) return { envelope: readEnvelope(value), data: value['data'] };
  const isSubmitted = isRecord(value['dossier']);
  const code = isRecord(value['dossier']) ? value['dossier']['code'] : value['code'];
  const envelope = {
    ...{ id: '', source: '', time: new Date(0), datacontenttype: 'application/json', dataschema: 'dossier/1', receivers: [] },
    ...{ type: isSubmitted ? 'dossier.submitted' : 'dossier.status-changed', subject: typeof code === 'string' ? code : '' },
  };
  return { envelope, data: value };
}
