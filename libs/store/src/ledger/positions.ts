import { type Advance, PositionMoved } from '@lienthong/message';
import type { Pool, PoolClient } from 'pg';

/**
 * Compare-and-set of every partition of the batch: the fence against a stalled process. A partition without a row begins at 0; any other
 * beginning is an administrator's to adopt.
 */
export async function advance(db: PoolClient, advances: readonly Advance[], clusterId: string): Promise<void> {
  if (advances.length === 0) return;
  const sorted = [...advances].sort((a, b) => (a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1));
  const { rowCount } = await db.query({
    name: 'advance',
    text: `
      INSERT INTO position AS p (topic, partition, next, cluster_id, appended_at, leader_epoch)
      SELECT a.topic, a.partition, a.to, $7, a.at, a.epoch
      FROM unnest($1::text[], $2::int[], $3::bigint[], $4::bigint[], $5::timestamptz[], $6::int[]) AS a(topic, partition, "from", "to", at, epoch)
      WHERE a."from" = 0 OR EXISTS (SELECT FROM position o WHERE o.topic = a.topic AND o.partition = a.partition)
      ON CONFLICT (topic, partition) DO UPDATE
        SET next = excluded.next, appended_at = excluded.appended_at, leader_epoch = excluded.leader_epoch
        WHERE p.cluster_id = excluded.cluster_id
          AND p.next = (SELECT f FROM unnest($1::text[], $2::int[], $3::bigint[]) AS x(t, n, f) WHERE x.t = p.topic AND x.n = p.partition)`,
    values: [
      sorted.map((a) => a.topic),
      sorted.map((a) => a.partition),
      sorted.map((a) => a.from),
      sorted.map((a) => a.to),
      sorted.map((a) => a.appendedAt),
      sorted.map((a) => a.leaderEpoch),
      clusterId,
    ],
  });
  if (rowCount !== sorted.length) throw new PositionMoved(`another process advanced one of ${sorted.length} partitions`);
}

export interface Position {
  readonly next: bigint;
  readonly appendedAt: Date;
  readonly leaderEpoch: number;
  readonly clusterId: string;
}

/** Where PostgreSQL says that a partition stands; `undefined`: never read. */
export async function readPosition(pool: Pool, topic: string, partition: number): Promise<Position | undefined> {
  const text = `SELECT next, appended_at AS "appendedAt", leader_epoch AS "leaderEpoch", cluster_id AS "clusterId"
                FROM position WHERE topic = $1 AND partition = $2`;
  const { rows } = await pool.query<Omit<Position, 'next'> & { readonly next: string }>(text, [topic, partition]);
  return rows[0] && { ...rows[0], next: BigInt(rows[0].next) };
}
