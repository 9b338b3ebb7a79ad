import { type LeafRecord, entryOf, leafText } from '@lienthong/evidence';
import type { PoolClient } from 'pg';
import { insertRows } from '../sql/rows';

const nothing = new Uint8Array();
const empty = {
  ...{ message: '', delivery: '', connector: '', code: '', rulesVersion: 0 },
  ...{ verdict: nothing, payload: nothing, metadata: nothing, attached: nothing },
};

/** What is not said stands empty in the leaf. */
export const leaf = (said: Pick<LeafRecord, 'kind' | 'acceptedAt' | 'recordedAt'> & Partial<LeafRecord>): LeafRecord => ({
  ...empty,
  ...said,
});

export interface NewLeaf {
  /** The message's, the delivery's, or one of its own. */
  readonly id: string;
  readonly record: LeafRecord;
}

/** Without numbers: those are the log's to give. */
export async function insertLeaves(db: PoolClient, leaves: readonly NewLeaf[]): Promise<void> {
  const texts = leaves.map(({ record }) => leafText(record));
  await insertRows(db, 'leaf', {
    id: ['uuid', leaves.map(({ id }) => id)],
    kind: ['text', leaves.map(({ record }) => record.kind)],
    message: ['uuid', leaves.map(({ record }) => record.message || null)],
    text: ['bytea', texts],
    entry: ['bytea', texts.map(entryOf)],
  });
}
