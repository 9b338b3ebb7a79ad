import type { PoolClient } from 'pg';
import { insertRows } from '../sql/rows';
import type { Repeat } from './identity';

/** The stored outcome stands; a row says that it was asked for again. */
export async function writeRepeats(db: PoolClient, repeats: readonly Repeat[]): Promise<void> {
  await insertRows(db, 'repeat', {
    id: ['uuid', repeats.map((m) => m.received.message)],
    message: ['uuid', repeats.map((m) => m.first)],
    connector: ['text', repeats.map((m) => m.known.raw.connector)],
    payload_digest: ['bytea', repeats.map((m) => (m.erased ? null : m.received.digest))],
    accepted_at: ['timestamptz', repeats.map((m) => m.received.acceptedAt)],
  });
}
