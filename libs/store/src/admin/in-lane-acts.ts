import { refuse } from '@lienthong/message';
import { Ended, receive } from '@lienthong/pipeline';
import type { Pool, PoolClient } from 'pg';
import { type ParkedRow, handedAgain, lockLanes, unpark, wakeHeads } from '../ledger/parked';
import { storable } from '../ledger/storable';
import { addTally } from '../ledger/tally';
import { writeUnverified } from '../ledger/unverified';
import { transact } from '../pool';
import { type ActContext, writeAct } from './acts';

/**
 * Lets an in-lane go on without the message at its head, which ends as refused (`operator.released`): its sender was never proved, so it
 * stands among the unverified, with its bytes. Gives the messages ended: one, or none when nothing is parked there.
 */
export function releaseHead(pool: Pool, lane: string, act: ActContext): Promise<number> {
  return transact(pool, async (db) => {
    await lockLanes(db, [lane]);
    const { rows } = await db.query<Parked>('SELECT * FROM parked WHERE lane = $1 ORDER BY seq LIMIT 1', [lane]);
    for (const head of rows) {
      await writeAct(db, { ...act, what: 'lane.release', target: head.message });
      await endParked(db, head);
    }
    return rows.length;
  });
}

export interface Parked extends ParkedRow {
  readonly lane: string;
  readonly code: string;
}

/** A parked message ends unverified, and what stood behind it need not wait any longer. */
export async function endParked(db: PoolClient, parked: Parked): Promise<void> {
  const handed = receive(handedAgain(parked), () => parked.message);
  const ended = new Ended('refused', refuse('operator.released', { waited: parked.code }), {
    ...handed,
    lane: parked.lane as typeof handed.lane,
  });
  const { rows } = await db.query<{ at: Date }>('SELECT clock_timestamp() AS at');
  const at = rows[0]?.at ?? new Date();
  await unpark(db, [ended.received]);
  await writeUnverified(db, [ended], at);
  await wakeHeads(db, [ended.received]);
  const connector = storable(ended.received.raw?.connector ?? parked.zone);
  await addTally(db, 'operator', at, [{ connector, outcome: 'unverified', code: ended.reason.code }]);
}
