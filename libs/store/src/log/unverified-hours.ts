import type { PoolClient } from 'pg';
import { insertLeaves, leaf } from './leaves';

interface CountedHour {
  readonly hour: Date;
  readonly ended: Date;
  readonly n: number;
  readonly digest: Buffer;
}

/** Rows of one leaf; a flood gets several leaves an hour, and no transaction becomes long. */
const portion = 20_000;

/** A leaf for the next uncounted rows of the oldest hour that is over: how many they are and their digest. Gives their number. */
export async function countUnverified(db: PoolClient, newId: () => string): Promise<number> {
  const { rows } = await db.query<CountedHour>({
    name: 'count-unverified',
    text: `
      WITH oldest AS (
        SELECT date_trunc('hour', recorded_at, 'UTC') AS hour FROM unverified
        WHERE NOT counted AND recorded_at < date_trunc('hour', clock_timestamp(), 'UTC') ORDER BY recorded_at LIMIT 1),
      due AS (
        SELECT o.hour, u.id FROM oldest o JOIN unverified u ON u.recorded_at >= o.hour AND u.recorded_at < o.hour + interval '1 hour'
        WHERE NOT u.counted ORDER BY u.recorded_at LIMIT $1 FOR UPDATE OF u),
      counted AS (
        UPDATE unverified u SET counted = true FROM due WHERE u.id = due.id AND NOT u.counted RETURNING due.hour, u.id, u.payload_digest)
      SELECT hour, hour + interval '1 hour' AS ended, count(*)::int AS n,
        sha256(string_agg(convert_to(id::text || ' ' || encode(payload_digest, 'hex') || E'\\n', 'UTF8'), ''::bytea ORDER BY id)) AS digest
      FROM counted GROUP BY hour`,
    values: [portion],
  });
  await insertLeaves(
    db,
    rows.map((counted) => ({ id: newId(), record: hourLeaf(counted) })),
  );
  return rows[0]?.n ?? 0;
}

const hourLeaf = ({ hour, ended, n, digest }: CountedHour) =>
  leaf({ kind: 'unverified', acceptedAt: hour, recordedAt: ended, code: `count.${n}`, attached: digest });
