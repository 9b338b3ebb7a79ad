import { refuse } from '@lienthong/message';
import { Ended, type Received } from '@lienthong/pipeline';
import type { PoolClient } from 'pg';
import { insertRows } from '../sql/rows';
import { wakeHeads } from './parked';
import { storable, storableValues } from './storable';
import { addTally } from './tally';

/** Messages whose sender could not be verified: a row for 90 days, no leaf of their own, so that nobody can fill the log. */
export async function writeUnverified(db: PoolClient, unverified: readonly Ended[], at: Date): Promise<void> {
  await insertRows(db, 'unverified', {
    id: ['uuid', unverified.map((m) => m.received.message)],
    connector: ['text', unverified.map((m) => m.received.connector)],
    code: ['text', unverified.map((m) => m.reason.code)],
    detail: ['jsonb', unverified.map((m) => JSON.stringify(storableValues(m.reason.detail)))],
    payload_digest: ['bytea', unverified.map((m) => m.received.digest)],
    accepted_at: ['timestamptz', unverified.map((m) => m.received.acceptedAt)],
    recorded_at: ['timestamptz', unverified.map(() => at)],
  });
  await insertRows(db, 'payload', {
    class: ['text', unverified.map(() => 'unverified')],
    recorded_at: ['timestamptz', unverified.map(() => at)],
    message: ['uuid', unverified.map((m) => m.received.message)],
    content_type: ['text', unverified.map((m) => storable(m.received.raw?.contentType ?? ''))],
    bytes: ['bytea', unverified.map((m) => m.received.raw?.payload ?? m.received.value)],
  });
}

/** A released message of which no outcome with a leaf can be written: total, so that it can always be got rid of. */
export async function endUnverified(db: PoolClient, received: Received, waited: string, at: Date, worker: string): Promise<void> {
  const ended = new Ended('refused', refuse('operator.released', { waited }), { received });
  await writeUnverified(db, [ended], at);
  await wakeHeads(db, [received]);
  await addTally(db, worker, at, [{ connector: received.connector, outcome: 'unverified', code: ended.reason.code }]);
}
