import { readEdxml, subjectOf } from '@lienthong/documents';
import { Failure, type RawMessage } from '@lienthong/message';
import { hash } from 'node:crypto';
import { asQuestion, type CallAxis, Declined } from './call';
import type { SourceConfig } from './config';
import { edxmlType } from './read';
import { decoded, isId, type Row, rowsOf } from './rows';

type Raw = Omit<RawMessage, 'connector'>;

/** What the axis gave for one received document. */
export type Fetched =
  | { readonly kind: 'whole'; readonly raw: Raw }
  /** Too large: its size and digest only. */
  | { readonly kind: 'omitted'; readonly raw: Raw }
  /** No document, or half of one: it may be better next time. `raw` is what there is of it. */
  | { readonly kind: 'broken'; readonly raw: Raw };

/** The axis did not serve one document: `cause` is a `Failure`, or a {@link Declined} when it said so itself. */
export class Unserved extends Error {
  override readonly name = 'Unserved';

  constructor(
    readonly docId: string,
    override readonly cause: Failure | Declined,
  ) {
    super(`${docId}: ${cause.message}`, { cause });
  }
}

/** A line of the received list. */
export interface Listed {
  readonly docId: string;
  /** The receiver whose copy this is; `''` where the axis does not say it in one code. */
  readonly to: string;
}

/** The documents that the axis holds for this system. */
export interface Inbox {
  /** Those that nobody has said to be done with, oldest first. Throws `Failure`. */
  waiting(stop: AbortSignal): Promise<readonly Listed[]>;
  /** These two throw {@link Unserved}. */
  fetch(listed: Listed, stop: AbortSignal): Promise<Fetched>;
  tell(docId: string, status: string, stop: AbortSignal): Promise<void>;
}

export function inbox(call: CallAxis, { settled, maxBody }: SourceConfig): Inbox {
  return {
    async waiting(stop) {
      const rows = await receivedRows(call, stop);
      const open = rows.filter(({ docId, status = '' }) => isId(docId) && !settled.includes(status));
      const listed = open.toSorted(oldestFirst).map(({ docId = '', to }) => ({ docId, to: isId(to) ? to : '' }));
      return [...new Map(listed.map((one) => [one.docId, one])).values()];
    },
    async fetch(listed, stop) {
      const { docId } = listed;
      const data = await call({ method: 'getEdoc', parameters: { docId }, body: '{}', stop }).then(
        ({ members }) => members['data'],
        noAnswer(docId),
      );
      return fetched(listed, decoded(data), maxBody);
    },
    async tell(docId, status, stop) {
      await call({ method: 'updateStatus', parameters: { docId, status }, body: '{}', stop }).catch(unserved(docId));
    },
  };
}

async function receivedRows(call: CallAxis, stop: AbortSignal): Promise<Row[]> {
  try {
    return rowsOf(await call({ method: 'getReceivedEdocList', stop }));
  } catch (cause) {
    throw asQuestion(cause);
  }
}

const unserved =
  (docId: string) =>
  (cause: unknown): never => {
    throw new Unserved(docId, cause instanceof Declined ? cause : asQuestion(cause));
  };

/** Too large an answer is one that holds no document that we could take. */
const noAnswer =
  (docId: string) =>
  (cause: unknown): undefined =>
    cause instanceof Failure && cause.detail['reason'] === 'answer too large' ? undefined : unserved(docId)(cause);

/** The axis writes times in one form, so that their texts compare like times; where they do not differ its own order stays. */
const oldestFirst = (a: Row, b: Row): number => compare(a['created_time'] ?? '', b['created_time'] ?? '');

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function fetched({ docId, to }: Listed, bytes: Buffer | undefined, maxBody: number): Fetched {
  const facts = { contentType: edxmlType, attributes: { 'axis-doc-id': docId, ...(to !== '' && { 'axis-to': to }) } };
  if (!bytes) return { kind: 'broken', raw: { ...facts, subject: '', payload: Buffer.from(`no document in data of ${docId}`) } };
  if (bytes.length > maxBody) {
    const omitted = { bytes: bytes.length, sha256: hash('sha256', bytes, 'buffer') };
    return { kind: 'omitted', raw: { ...facts, subject: '', payload: new Uint8Array(), omitted } };
  }
  const { document, refusal } = readEdxml(bytes);
  const raw = { ...facts, subject: document ? subjectOf(document) : '', payload: bytes };
  return refusal?.kind === 'unreadable' ? { kind: 'broken', raw } : { kind: 'whole', raw };
}
