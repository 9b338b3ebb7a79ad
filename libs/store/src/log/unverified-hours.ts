import type { LeafRecord } from '@lienthong/evidence';
import type { PoolClient } from 'pg';
import { insertLeaves } from '../ledger/outcomes';

interface CountedHour {
  readonly hour: Date;
  readonly ended: Date;
  readonly n: number;
  readonly digest: Buffer;
}

/**
 * A leaf for the oldest hour that is over and not counted: how many messages nobody could verify, and the digest of their rows. One hour a
 * call, under the log's lease, and the rows stay in PostgreSQL, so that a flood of them costs the process nothing.
 */
export async function countUnverifiedHour(db: PoolClient, newId: () => string): Promise<void> {
  const { rows } = await db.query<CountedHour>({
    name: 'count-unverified',
    text: `
      WITH due AS (
        SELECT date_trunc('hour', min(recorded_at), 'UTC') AS hour FROM unverified
        WHERE NOT counted AND recorded_at < date_trunc('hour', clock_timestamp(), 'UTC')),
      counted AS (
        UPDATE unverified u SET counted = true FROM due
        WHERE NOT u.counted AND u.recorded_at >= due.hour AND u.recorded_at < due.hour + interval '1 hour'
        RETURNING due.hour, u.id, u.payload_digest)
      SELECT hour, hour + interval '1 hour' AS ended, count(*)::int AS n,
        sha256(string_agg(convert_to(id::text || ' ' || encode(payload_digest, 'hex') || E'\\n', 'UTF8'), ''::bytea ORDER BY id)) AS digest
      FROM counted GROUP BY hour`,
  });
  await insertLeaves(
    db,
    rows.map((counted) => ({ id: newId(), message: null, record: hourLeaf(counted) })),
  );
}

function hourLeaf({ hour, ended, n, digest }: CountedHour): LeafRecord {
  const nothing = new Uint8Array();
  return {
    kind: 'unverified',
    message: '',
    delivery: '',
    connector: '',
    acceptedAt: hour,
    recordedAt: ended,
    code: `count.${n}`,
    rulesVersion: 0,
    verdict: nothing,
    payload: nothing,
    metadata: nothing,
    attached: digest,
  };
}
