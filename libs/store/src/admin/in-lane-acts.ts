import type { Pool } from 'pg';
import { actsTopic } from '../ledger/acts';
import { lockLanes } from '../ledger/parked';
import { transact } from '../pool';
import { type ActContext, writeAct } from './acts';

/**
 * Lets an in-lane go on without the message at its head. Outcomes are the core's to write: it carries the message once more and ends it as
 * `operator.released`, with a leaf when its sender is proved, among the unverified otherwise. Gives the messages released: one, or none when
 * nothing is parked there. An act of signing is not released: its signature is with who asked for it.
 */
export const releaseHead = (pool: Pool, lane: string, act: ActContext): Promise<number> =>
  changeHead(
    pool,
    lane,
    "waits_for = 'release', due_at = clock_timestamp()",
    { ...act, what: 'in-lane.release' },
    `topic <> '${actsTopic}'`,
  );

/** The message at the head of an in-lane is decided again now, under the rules of today. Gives how many: one, or none. */
export const redriveHead = (pool: Pool, lane: string, act: ActContext): Promise<number> =>
  changeHead(pool, lane, 'due_at = clock_timestamp()', { ...act, what: 'in-lane.redrive' });

/** Its code stays the one for which it stood. */
function changeHead(pool: Pool, lane: string, change: string, act: ActContext & { readonly what: string }, only = 'true'): Promise<number> {
  return transact(pool, async (db) => {
    await lockLanes(db, [lane]);
    const { rows } = await db.query<{ message: string }>(
      `UPDATE parked SET ${change} WHERE lane = $1 AND ${only} AND seq = (SELECT min(seq) FROM parked WHERE lane = $1) RETURNING message`,
      [lane],
    );
    for (const { message } of rows) await writeAct(db, { ...act, target: message });
    return rows.length;
  });
}
