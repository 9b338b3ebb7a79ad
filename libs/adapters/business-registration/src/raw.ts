import { enterpriseSubject, readEnterpriseCode } from '@lienthong/documents';
import { isRecord, type RawMessage } from '@lienthong/message';
import { hash } from 'node:crypto';
import type { Question } from './question';
import { knownCode, type Telling } from './telling';

export const registryType = 'application/json; charset=utf-8';

/** Transport facts that the connector adds to the register's bytes; the names in `RawMessage.attributes`. */
export const attributeNames = {
  kind: 'registry-kind',
  party: 'registry-party',
  id: 'answer-id',
  code: 'asked-code',
  requestId: 'request-id',
  requestSource: 'request-source',
  toldAt: 'told-at',
  toldBy: 'told-by',
  answeredAt: 'answered-at',
} as const;

type Raw = Omit<RawMessage, 'connector'>;

export interface Answering {
  readonly id: string;
  readonly party: string;
  readonly question: Question;
  readonly telling: Telling;
  readonly answeredAt: Date;
}

/** What the register said, byte for byte, as the answer to one question. */
export function answerMessage({ id, party, question: { code, request }, telling, answeredAt }: Answering): Raw {
  const names = attributeNames;
  return {
    subject: enterpriseSubject(knownCode(code)),
    contentType: registryType,
    attributes: {
      [names.kind]: 'details',
      [names.party]: party,
      [names.id]: id,
      [names.code]: code,
      [names.requestId]: request.id,
      [names.requestSource]: request.source,
      [names.toldAt]: telling.at.toISOString(),
      [names.toldBy]: telling.by,
      [names.answeredAt]: answeredAt.toISOString(),
    },
    payload: telling.body,
  };
}

/** A row of the list of changes. Of a row over the limit only its size and digest travel on. */
export function changeMessage(row: unknown, party: string, maxBody: number): Raw {
  const bytes = Buffer.from(JSON.stringify(row), 'utf8');
  const attributes = { [attributeNames.kind]: 'change', [attributeNames.party]: party };
  const facts = { subject: subjectIn(row), contentType: registryType, attributes };
  if (bytes.length <= maxBody) return { ...facts, payload: bytes };
  return { ...facts, payload: new Uint8Array(), omitted: { bytes: bytes.length, sha256: hash('sha256', bytes, 'buffer') } };
}

/** What keeps the order of the enterprise's changes; `''` for a row that names none, which is refused later with its reason. */
function subjectIn(row: unknown): string {
  const code = codeIn(row);
  return code ? enterpriseSubject(code) : '';
}

/** The code that {@link readEnterprise} finds, also where the rest of the row cannot be read. */
export function codeIn(row: unknown): ReturnType<typeof readEnterpriseCode> {
  const main = isRecord(row) ? row['MainInformation'] : undefined;
  if (!isRecord(main)) return undefined;
  const named = [main['ENTERPRISE_GDT_CODE'], main['ENTERPRISE_CODE']].find((one) => one !== undefined && one !== null && one !== '');
  return typeof named === 'string' || typeof named === 'number' ? readEnterpriseCode(String(named).trim()) : undefined;
}
