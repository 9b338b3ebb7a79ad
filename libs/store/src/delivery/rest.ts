import type { PoolClient } from 'pg';

/** What one attempt says of the counterpart as a whole. */
export interface Sign {
  readonly connector: string;
  /** When the attempt went out, as PostgreSQL writes it: what went out before the last rest says nothing new. */
  readonly releasedAt: string;
  /** `away`: nobody is there. `unknown`: no answer came. `answered`: it is there, whatever it said. `took`: it took the delivery. */
  readonly kind: 'away' | 'unknown' | 'answered' | 'took';
}

/** As many unknown ends one after the other are the connection's fault, not the messages'. */
export const unknownsInARow = 5;

/**
 * All that a batch says, in one statement and in the connectors' order, so that two cores never wait for each other in a circle. A connector
 * that is away rests 1 s, 2 s … 30 s; then it gets one delivery, and twice as many with each batch that it takes from.
 */
export async function noteSigns(db: PoolClient, signs: readonly Sign[]): Promise<void> {
  await db.query({
    name: 'note-signs',
    text: `
      WITH signs AS (
        SELECT connector, max(at) FILTER (WHERE kind IN ('away', 'unknown')) AS failed_at, max(at) FILTER (WHERE kind = 'took') AS took_at,
          bool_or(kind = 'away') AS away, bool_or(kind IN ('answered', 'took')) AS answered, count(*) FILTER (WHERE kind = 'unknown') AS unknown
        FROM unnest($1::text[], $2::timestamptz[], $3::text[]) AS s(connector, at, kind) GROUP BY connector),
      seen AS (
        SELECT c.connector, s.took_at >= c.until AS took, CASE WHEN s.answered THEN 0 ELSE c.unknowns + s.unknown END AS unknowns,
          s.failed_at >= c.until AND (s.away OR NOT s.answered AND c.unknowns + s.unknown >= ${unknownsInARow}) AS fails
        FROM out_connector c JOIN signs s USING (connector) ORDER BY c.connector FOR UPDATE OF c)
      UPDATE out_connector c SET unknowns = s.unknowns,
        strikes = CASE WHEN s.fails THEN c.strikes + 1 WHEN s.took THEN 0 ELSE c.strikes END,
        width = CASE WHEN s.fails THEN 1 WHEN s.took THEN least(c.width * 2, 10000) ELSE c.width END,
        until = CASE WHEN s.fails THEN clock_timestamp() + least(interval '30 seconds', interval '1 second' * power(2, least(c.strikes, 10)))
          ELSE c.until END
      FROM seen s WHERE c.connector = s.connector`,
    values: [signs.map((s) => s.connector), signs.map((s) => s.releasedAt), signs.map((s) => s.kind)],
  });
}
