import { Failure, type RawMessage } from '@lienthong/message';
import { hash } from 'node:crypto';
import { asQuestion, type CallAxis, Declined } from './call';
import type { SourceConfig } from './config';
import { isWhole } from './edxml/element';
import { readFacts } from './edxml/read-facts';
import { edxmlType, subjectOf } from './read';
import { decoded, isId, type Row, rowsOf } from './rows';

type Raw = Omit<RawMessage, 'connector'>;

/** What the axis gave for one received document. */
export type Fetched =
  | { readonly kind: 'whole'; readonly raw: Raw }
  /** Too large: its size and digest only. */
  | { readonly kind: 'omitted'; readonly raw: Raw }
  /** No document, or half of one: it may be better next time. `raw` is what there is of it. */
  | { readonly kind: 'broken'; readonly raw: Raw };

/** The documents that the axis holds for this system. All throw transient `Failure`s. */
export interface Inbox {
  /** Those that nobody has said to be done with, oldest first. */
  waiting(stop: AbortSignal): Promise<readonly string[]>;
  fetch(docId: string, stop: AbortSignal): Promise<Fetched>;
  tell(docId: string, status: string, stop: AbortSignal): Promise<void>;
}

export function inbox(call: CallAxis, { settled, maxBody }: SourceConfig): Inbox {
  return {
    async waiting(stop) {
      const answer = await call({ method: 'getReceivedEdocList', stop }).catch(again);
      const rows = readRows(() => rowsOf(answer)).filter(({ docId, status = '' }) => isId(docId) && !settled.includes(status));
      return [...new Set(rows.toSorted(oldestFirst).map(({ docId }) => String(docId)))];
    },
    async fetch(docId, stop) {
      const { members } = await call({ method: 'getEdoc', parameters: { docId }, body: '{}', stop }).catch(again);
      return fetched(docId, decoded(members['data']), maxBody);
    },
    async tell(docId, status, stop) {
      await call({ method: 'updateStatus', parameters: { docId, status }, body: '{}', stop }).catch(again);
    },
  };
}

const again = (cause: unknown): never => {
  throw cause instanceof Declined ? cause : asQuestion(cause);
};

function readRows(rows: () => Row[]): Row[] {
  try {
    return rows();
  } catch (cause) {
    return again(cause);
  }
}

/** The axis writes times in one form, so that their texts compare like times; where they do not differ its own order stays. */
const oldestFirst = (a: Row, b: Row): number => compare(a['created_time'] ?? '', b['created_time'] ?? '');

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function fetched(docId: string, bytes: Buffer | undefined, maxBody: number): Fetched {
  const facts = { contentType: edxmlType, attributes: { 'axis-doc-id': docId } };
  if (!bytes) return { kind: 'broken', raw: { ...facts, subject: '', payload: Buffer.from(`no document in data of ${docId}`) } };
  if (bytes.length > maxBody) {
    const omitted = { bytes: bytes.length, sha256: hash('sha256', bytes, 'buffer') };
    return { kind: 'omitted', raw: { ...facts, subject: subjectIn(bytes), payload: new Uint8Array(), omitted } };
  }
  const raw = { ...facts, subject: subjectIn(bytes), payload: bytes };
  return isWhole(bytes) ? { kind: 'whole', raw } : { kind: 'broken', raw: { ...raw, subject: '' } };
}

/** `''` for what cannot be read: the core says why. */
function subjectIn(bytes: Uint8Array): string {
  try {
    return subjectOf(readFacts(bytes));
  } catch (cause) {
    if (cause instanceof Failure) return '';
    throw cause;
  }
}
