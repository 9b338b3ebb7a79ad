import type { Read } from '@lienthong/adapter-kit';
import { enterpriseSubject, readEnterprise, readEnterpriseCode, type Told, writeEnterpriseCode } from '@lienthong/documents';
import { type Envelope, isRecord, parseJson, type RawMessage, readEnvelope, refuse } from '@lienthong/message';
import { attributeNames, registryType } from './raw';
import { registryTime } from './time';

type Members = Readonly<Record<string, unknown>>;
type Fact = (name: keyof typeof attributeNames) => string;

/** What the register said, as a message. It signs nothing: that it was the register says the connector, which asked it over TLS. Pure. */
export function read(raw: RawMessage): Read {
  if (raw.omitted) throw refuse('message.too-large', { bytes: String(raw.omitted.bytes) });
  if (raw.contentType !== registryType) throw refuse('message.malformed', { field: 'content-type', expected: registryType });
  const body = parseJson(raw.payload);
  if (!isRecord(body)) throw refuse('message.malformed', { reason: 'not a JSON object' });
  const fact: Fact = (name) => {
    const key = attributeNames[name];
    const value = Object.hasOwn(raw.attributes, key) ? raw.attributes[key] : undefined;
    if (value === undefined) throw refuse('message.malformed', { field: key });
    return value;
  };
  const message = fact('kind') === 'details' ? answered(body, fact) : changed(body, fact);
  if (raw.subject !== '' && raw.subject !== message.envelope.subject) throw refuse('message.subject-mismatch', { field: 'subject' });
  return { ...message, signature: { format: 'none' } };
}

type Said = Pick<Read, 'envelope' | 'data'>;

function changed(row: Members, fact: Fact): Said {
  const { CHANGE_ID: id, CHANGE_TYPE: kind, CHANGE_TIME: time } = row;
  if (!Number.isSafeInteger(id)) throw refuse('message.malformed', { field: 'CHANGE_ID' });
  if (kind !== 'NEW' && kind !== 'CHANGE') throw refuse('message.malformed', { field: 'CHANGE_TYPE', expected: 'NEW or CHANGE' });
  const at = registryTime(time);
  if (at === undefined) throw refuse('message.malformed', { field: 'CHANGE_TIME', expected: 'yyyyMMddHHmmss' });
  const enterprise = readEnterprise(row);
  if (!enterprise) throw refuse('enterprise.shape', { field: '/MainInformation' });
  const type = kind === 'NEW' ? 'enterprise.registered' : 'enterprise.changed';
  return { envelope: envelopeOf(fact, { id: `change-${String(id)}`, type, code: enterprise.code, time: at }), data: { enterprise, at } };
}

function answered(body: Members, fact: Fact): Said {
  const { Data: data } = body;
  if (!isRecord(data)) throw refuse('message.malformed', { field: 'Data' });
  const enterprise = readEnterprise(data);
  const [code, source, answeredAt] = [fact('code'), fact('requestSource'), fact('answeredAt')];
  return {
    envelope: envelopeOf(fact, { id: fact('id'), type: 'enterprise.details', code, time: answeredAt, receivers: source }),
    data: {
      request: { id: fact('requestId'), source },
      code,
      told: toldOf(fact('toldAt'), answeredAt, fact('toldBy')),
      ...(enterprise && { enterprise }),
    },
  };
}

/** The document type judges what is odd in it. */
const toldOf = (at: string, answeredAt: string, by: string): Told => ({
  at,
  ageSeconds: Math.max(0, Math.round((Date.parse(answeredAt) - Date.parse(at)) / 1_000)),
  by: by as Told['by'],
});

interface Facts {
  readonly id: string;
  readonly type: string;
  readonly code: string;
  readonly time: string;
  /** Absent: the agreements decide. */
  readonly receivers?: string;
}

function envelopeOf(fact: Fact, { id, type, code, time, receivers }: Facts): Envelope {
  const read = readEnterpriseCode(code);
  if (!read || writeEnterpriseCode(read) !== code) throw refuse('enterprise.code-malformed', { field: '/code' });
  return readEnvelope({
    ...{ specversion: '1.0', id, source: fact('party'), type, subject: enterpriseSubject(read), time, dataschema: 'enterprise/1' },
    ...(receivers !== undefined && { receivers }),
  });
}
