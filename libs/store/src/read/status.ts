import type { Pool } from 'pg';

/** What the live view shows; figures from tallies and partial indexes, never a scan of the ledger. */
export interface Status {
  readonly at: Date;
  readonly rulesVersion: number | null;
  /** Since the first day, by outcome and code. */
  readonly outcomes: readonly { readonly connector: string; readonly outcome: string; readonly code: string; readonly n: number }[];
  readonly lanes: { readonly waiting: number; readonly released: number; readonly parkedOut: number; readonly parkedIn: number };
  readonly checkpoint: { readonly size: number; readonly published: number; readonly root: string; readonly at: Date } | null;
}

export async function readStatus(pool: Pool): Promise<Status> {
  const text = `
    SELECT clock_timestamp() AS at,
      (SELECT version FROM active_rules) AS "rulesVersion",
      (SELECT coalesce(json_agg(t), '[]') FROM (
        SELECT connector, outcome, code, sum(n)::int AS n FROM tally GROUP BY 1, 2, 3 ORDER BY 4 DESC) t) AS outcomes,
      json_build_object(
        'waiting', (SELECT count(*) FROM delivery WHERE head AND state = 'waiting'),
        'released', (SELECT count(*) FROM delivery WHERE state = 'released'),
        'parkedOut', (SELECT count(*) FROM delivery WHERE state = 'parked'),
        'parkedIn', (SELECT count(*) FROM parked)) AS lanes,
      (SELECT json_build_object('size', t.size, 'published', t.published, 'root', encode(c.root, 'base64'), 'at', c.created_at)
        FROM tree t JOIN checkpoint c ON c.origin = t.origin AND c.size = t.published) AS checkpoint`;
  const { rows } = await pool.query<Status>(text);
  const [status] = rows;
  if (!status) throw new Error('a SELECT without FROM gave no row');
  return { ...status, checkpoint: status.checkpoint && { ...status.checkpoint, at: new Date(status.checkpoint.at) } };
}
