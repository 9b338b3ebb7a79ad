import { explain } from '@lienthong/message';
import type { Pool, PoolClient } from 'pg';
import { freeLanes } from '../delivery/lanes';
import { type NewLeaf, insertLeaves, leaf } from '../log/leaves';
import { transact } from '../pool';
import { type ActContext, writeAct } from './acts';

/**
 * Tries the parked delivery of an out-lane again, now. It keeps its id, so that a counterpart recognises it, and the number of its attempt,
 * so that an answer of an old one stays old. Gives the deliveries moved. Acts name the delivery, never the lane: that holds the subject.
 */
export function redriveLane(pool: Pool, lane: string, act: ActContext): Promise<number> {
  return transact(pool, async (db) => {
    const { rows } = await db.query<{ id: string }>(
      `UPDATE delivery SET state = 'waiting', waits_for = '', due_at = clock_timestamp(), tries = 0 WHERE lane = $1 AND state = 'parked'
       RETURNING id`,
      [lane],
    );
    for (const { id } of rows) await writeAct(db, { ...act, what: 'out-lane.redrive', target: id });
    return rows.length;
  });
}

/**
 * Lets an out-lane go on without its parked delivery, which ends as dead: a leaf `failed` says so. Should it
 * arrive all the same, a leaf `delivered` follows. Gives the deliveries ended.
 */
export function releaseLane(pool: Pool, lane: string, act: ActContext): Promise<number> {
  return transact(pool, async (db) => {
    const { rows } = await db.query<Dead>(
      `UPDATE delivery SET state = 'dead', waits_for = '', settled_at = clock_timestamp() WHERE lane = $1 AND state = 'parked'
       RETURNING id, message, connector, code, rules_version, settled_at`,
      [lane],
    );
    for (const { id } of rows) await writeAct(db, { ...act, what: 'out-lane.release', target: id });
    await insertLeaves(db, rows.map(failedLeaf));
    await freeLanes(
      db,
      rows.map(() => lane),
    );
    return rows.length;
  });
}

/** All lanes of either side that stand for one cause, e.g. once the counterpart is mended. */
export async function redriveCause(pool: Pool, code: string, act: ActContext): Promise<number> {
  return transact(pool, async (db) => {
    await writeAct(db, { ...act, what: 'lane.redrive', target: `${code} (${explain(code).en})` });
    return redriveAll(db, code);
  });
}

async function redriveAll(db: PoolClient, code: string): Promise<number> {
  const out = await db.query(
    `UPDATE delivery SET state = 'waiting', waits_for = '', due_at = clock_timestamp(), tries = 0
     WHERE id IN (SELECT id FROM delivery WHERE state = 'parked' AND code = $1 ORDER BY id FOR UPDATE)`,
    [code],
  );
  const into = await db.query('UPDATE parked SET due_at = clock_timestamp() WHERE code = $1', [code]);
  return (out.rowCount ?? 0) + (into.rowCount ?? 0);
}

interface Dead {
  readonly id: string;
  readonly message: string;
  readonly connector: string;
  readonly code: string;
  readonly rules_version: number;
  readonly settled_at: Date;
}

function failedLeaf({ id, message, connector, code, rules_version: rulesVersion, settled_at: at }: Dead): NewLeaf {
  return { id, record: leaf({ kind: 'failed', message, delivery: id, connector, acceptedAt: at, recordedAt: at, code, rulesVersion }) };
}
