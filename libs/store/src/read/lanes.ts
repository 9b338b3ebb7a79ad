import type { Pool } from 'pg';

/** A lane that stands, with its cause; in-lanes wait to be decided, out-lanes to be delivered. */
export interface StandingLane {
  readonly lane: string;
  readonly side: 'in' | 'out';
  readonly code: string;
  readonly waitsFor: string;
  readonly detail: Readonly<Record<string, string>>;
  readonly since: Date;
  readonly attempt: number;
  /** Messages in it, its head counted. */
  readonly waiting: number;
  /** UUID of the message at its head, and of the delivery for an out-lane. */
  readonly message: string;
  readonly delivery: string | null;
}

export async function standingLanes(pool: Pool, lane?: string): Promise<StandingLane[]> {
  const text = `
    SELECT lane, 'in' AS side, code, waits_for AS "waitsFor", detail, accepted_at AS since, attempt,
      (SELECT count(*)::int FROM parked q WHERE q.lane = p.lane) AS waiting, message, NULL::uuid AS delivery
    FROM parked p WHERE seq = (SELECT min(seq) FROM parked q WHERE q.lane = p.lane) AND ($1::text IS NULL OR lane = $1)
    UNION ALL
    SELECT d.lane, 'out', d.code, d.waits_for, d.detail, d.due_at, d.attempt, l.waiting, d.message, d.id
    FROM delivery d JOIN out_lane l USING (lane) WHERE d.state = 'parked' AND ($1::text IS NULL OR d.lane = $1)
    ORDER BY code, since`;
  const { rows } = await pool.query<StandingLane>(text, [lane ?? null]);
  return rows;
}
