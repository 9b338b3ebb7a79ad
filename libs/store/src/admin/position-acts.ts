import type { Pool } from 'pg';
import { transact } from '../pool';
import { type ActContext, writeAct } from './acts';

export interface PositionLine {
  readonly topic: string;
  readonly partition: number;
  readonly next: string;
  readonly clusterId: string;
  readonly appendedAt: Date;
}

export async function listPositions(pool: Pool): Promise<PositionLine[]> {
  const text = `SELECT topic, partition, next, cluster_id AS "clusterId", appended_at AS "appendedAt" FROM position ORDER BY 1, 2`;
  return (await pool.query<PositionLine>(text)).rows;
}

/** What the broker has of a topic now. */
export interface TopicLog {
  readonly topic: string;
  readonly clusterId: string;
  /** First offset of each partition, and the one after its last. */
  readonly ranges: ReadonlyMap<number, { readonly low: bigint; readonly high: bigint }>;
}

/**
 * Lets reading go on at the log's present start, for partitions whose position is not in the log, or of another cluster, or for all of them
 * (`fromStart`, for a topic that was made again). What was taken before stays in the ledger, and is recognised if it comes again. Gives the
 * partitions adopted.
 */
export function adoptTopic(pool: Pool, { topic, clusterId, ranges }: TopicLog, fromStart: boolean, act: ActContext): Promise<number> {
  return transact(pool, async (db) => {
    await writeAct(db, { ...act, what: 'position.adopt', target: topic });
    const partitions = [...ranges];
    const { rowCount } = await db.query(
      `INSERT INTO position AS p (topic, partition, next, cluster_id, appended_at, leader_epoch)
       SELECT $1, l.partition, l.low, $2, to_timestamp(0), 0 FROM unnest($3::int[], $4::bigint[], $5::bigint[]) AS l(partition, low, high)
       WHERE $6 OR NOT EXISTS (
         SELECT FROM position o WHERE o.topic = $1 AND o.partition = l.partition AND o.next BETWEEN l.low AND l.high AND o.cluster_id = $2)
       ON CONFLICT (topic, partition) DO UPDATE SET next = excluded.next, cluster_id = excluded.cluster_id,
         appended_at = excluded.appended_at, leader_epoch = excluded.leader_epoch`,
      [
        topic,
        clusterId,
        partitions.map(([partition]) => partition),
        partitions.map(([, { low }]) => low),
        partitions.map(([, { high }]) => high),
        fromStart,
      ],
    );
    return rowCount ?? 0;
  });
}
