import type { Pool, PoolClient } from 'pg';
import { actsTopic } from '../ledger/acts';
import { dropHeader } from '../ledger/jose-headers';
import { lockLanes, wakeHeads } from '../ledger/parked';
import { addTally } from '../ledger/tally';
import { insertLeaves, leaf } from '../log/leaves';
import { transact } from '../pool';
import { type ActContext, writeAct } from './acts';

/** `lastMoved`: when Kafka last took bytes of the message; they stay on its topics for their retention after that. */
export type Erasure = { readonly result: 'erased'; readonly lastMoved: Date } | { readonly result: 'unknown' | 'already' | 'in-delivery' };

/**
 * Removes payload, salts, signature, digests and personal metadata. Leaf, proof and verdict stand, and the leaf tells nothing any more; a
 * leaf `erased` says when. The identity in `seen` stays, with content that nothing equals, so that the message cannot be sent again. A
 * message that still waits to be decided ends first, unverified: nobody decides any more who sent it.
 */
export function eraseMessage(pool: Pool, message: string, newId: string, act: ActContext): Promise<Erasure> {
  return transact(pool, async (db) => {
    await endWaiting(db, message);
    const decided = await lockDecided(db, message);
    if (decided?.open) return { result: 'in-delivery' };
    const row = decided ?? (await lockUnverified(db, message));
    if (!row) return { result: 'unknown' };
    if (row.erased_at) return { result: 'already' };
    await writeAct(db, { ...act, what: 'message.erase', target: message });
    if (decided) await eraseDecided(db, decided, newId);
    else await eraseUnverified(db, row);
    return { result: 'erased', lastMoved: row.last_moved };
  });
}

interface Unverified {
  readonly id: string;
  readonly erased_at: Date | null;
  readonly recorded_at: Date;
  readonly last_moved: Date;
  readonly at: Date;
}

interface Decided extends Unverified {
  readonly connector: string;
  readonly sender: string;
  readonly message_id: string | null;
  readonly outcome: 'recorded' | 'refused';
  readonly rules_version: number;
  readonly jose_header: Buffer | null;
  readonly open: boolean;
}

async function lockDecided(db: PoolClient, message: string): Promise<Decided | undefined> {
  const { rows } = await db.query<Decided>(
    `SELECT m.id, m.erased_at, m.recorded_at, m.connector, m.sender, m.message_id, m.outcome, m.rules_version, m.jose_header,
       clock_timestamp() AS at,
       greatest(m.accepted_at, (SELECT max(d.settled_at) FROM delivery d WHERE d.message = m.id)) AS last_moved,
       EXISTS (SELECT FROM delivery d WHERE d.message = m.id AND d.state IN ('waiting', 'released', 'parked')) AS open
     FROM message m WHERE m.id = $1 FOR UPDATE`,
    [message],
  );
  return rows[0];
}

async function lockUnverified(db: PoolClient, message: string): Promise<Unverified | undefined> {
  const text =
    'SELECT id, erased_at, recorded_at, accepted_at AS last_moved, clock_timestamp() AS at FROM unverified WHERE id = $1 FOR UPDATE';
  return (await db.query<Unverified>(text, [message])).rows[0];
}

/** A message that a core decides at this moment is waited for, and found among the decided. An act of signing is no message. */
async function endWaiting(db: PoolClient, message: string): Promise<void> {
  const waiting = await db.query<{ lane: string }>('SELECT lane FROM parked WHERE message = $1 AND topic <> $2', [message, actsTopic]);
  for (const { lane } of waiting.rows) {
    await lockLanes(db, [lane]);
    const { rows } = await db.query<{ connector: string; at: Date }>(
      `WITH gone AS (DELETE FROM parked WHERE message = $1 RETURNING *)
       INSERT INTO unverified (id, connector, code, detail, payload_digest, accepted_at, recorded_at)
       SELECT message, connector, 'operator.released', '{}', '', accepted_at, clock_timestamp() FROM gone RETURNING connector, recorded_at AS at`,
      [message],
    );
    await wakeHeads(db, [{ lane }]);
    for (const { connector, at } of rows)
      await addTally(db, 'operator', at, [{ connector, outcome: 'unverified', code: 'operator.released' }]);
  }
}

async function eraseDecided(db: PoolClient, decided: Decided, newId: string): Promise<void> {
  await eraseDeliveries(db, decided);
  await erasePayload(db, decided.outcome === 'recorded' ? 'legal' : 'refused', decided);
  await eraseRepeats(db, decided);
  // what was found of it later is evidence as its verdict is; what is still open cannot be judged without its bytes
  await db.query('DELETE FROM provisional WHERE message = $1 AND code IS NULL', [decided.id]);
  await db.query(
    `UPDATE message SET payload_salt = NULL, metadata_salt = NULL, payload_digest = NULL, signature = NULL, jose_header = NULL, subject = NULL,
       message_id = NULL, receivers = NULL, detail = '{}', erased_at = $2 WHERE id = $1`,
    [decided.id, decided.at],
  );
  await db.query('DELETE FROM document_state WHERE message = $1', [decided.id]);
  await dropHeader(db, decided.jose_header);
  await insertLeaves(db, [{ id: newId, record: erasedLeaf(decided) }]);
}

/** Lane names hold the subject: they leave the deliveries, and the lanes on which nothing waits. Acts never name a lane. */
async function eraseDeliveries(db: PoolClient, { id }: Decided): Promise<void> {
  const { rows } = await db.query<{ lane: string }>('SELECT DISTINCT lane FROM delivery WHERE message = $1 ORDER BY lane', [id]);
  const lanes = rows.map(({ lane }) => lane);
  await db.query('DELETE FROM out_lane WHERE lane = ANY($1) AND waiting = 0', [lanes]);
  await db.query('DELETE FROM inbox WHERE message = $1', [id]);
  await db.query('DELETE FROM delivery_body WHERE delivery IN (SELECT id FROM delivery WHERE message = $1)', [id]);
  await db.query(
    `UPDATE delivery SET lane = connector, subject = NULL, attributes = NULL, signed = false, detail = '{}', body_digest = '', proof = '', proof_digest = NULL
     WHERE message = $1`,
    [id],
  );
}

/** Whatever held a digest of the content by which somebody who guesses it could recognise it. */
async function eraseRepeats(db: PoolClient, { id, sender, message_id: messageId }: Decided): Promise<void> {
  await db.query('UPDATE repeat SET payload_digest = NULL WHERE message = $1', [id]);
  await db.query(
    `UPDATE seen SET content_digest = sha256(convert_to(gen_random_uuid() || ' ' || gen_random_uuid(), 'UTF8'))
     WHERE sender = $1 AND message_id = $2 AND message = $3`,
    [sender, messageId, id],
  );
  await db.query(
    `UPDATE message SET detail = detail - 'stored' - 'received' WHERE code = 'message.conflict' AND sender = $1 AND message_id = $2`,
    [sender, messageId],
  );
}

async function eraseUnverified(db: PoolClient, row: Unverified): Promise<void> {
  await erasePayload(db, 'unverified', row);
  await db.query(`UPDATE unverified SET detail = '{}', payload_digest = '', erased_at = $2 WHERE id = $1`, [row.id, row.at]);
}

async function erasePayload(db: PoolClient, payloadClass: string, { id, recorded_at: recordedAt }: Unverified): Promise<void> {
  const text = 'DELETE FROM payload WHERE class = $1 AND recorded_at = $2 AND message = $3';
  await db.query(text, [payloadClass, recordedAt, id]);
}

const erasedLeaf = ({ id, connector, rules_version: rulesVersion, at }: Decided) =>
  leaf({ kind: 'erased', message: id, connector, acceptedAt: at, recordedAt: at, rulesVersion });
