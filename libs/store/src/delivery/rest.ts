import type { Settlement } from '@lienthong/pipeline';
import type { PoolClient } from 'pg';

/** The counterpart as a whole is away: its connector rests, nobody's tries are burnt. */
export const connectionFault = 'delivery.unavailable';
export const unknownEnd = 'delivery.unknown';
/** Our own fault, which tells nothing of the counterpart. */
const neverSent = 'delivery.unsendable';

/** It is there and asks for less. HTTP: too many requests, service unavailable. */
export const isBusy = ({ status }: Settlement['detail']): boolean => status === '429' || status === '503';

/** As many unknown ends one after the other are the connection's fault, not the messages'. */
const unknownsInARow = 5;

/** So many deliveries, each sent alone, that a counterpart asked to come later: it is away. */
const refusalsInARow = 3;

/** What is known of a delivery's attempts. */
export interface Attempts {
  readonly connector: string;
  readonly state: string;
  readonly attempt: number;
  /** When the attempt that is out now went out. */
  readonly released_at: string | null;
  /** When the attempt before it went out, if its lease ended without a result. */
  readonly overdue_since: string | null;
  /** Unknown ends of its connector since the last answer, those of this batch not counted. */
  readonly unknowns: number;
}

export interface Answer<T extends Attempts = Attempts> {
  readonly delivery: T;
  readonly result: Settlement;
}

/** What one attempt says of the counterpart as a whole. */
export interface Sign {
  readonly connector: string;
  /** When the attempt went out, as PostgreSQL writes it: what went out before the last rest says nothing new. */
  readonly releasedAt: string;
  /**
   * `away`: nobody is there. `busy`: it is there and asks for less. `unknown`: no answer came. `answered`: it is there, whatever it said.
   * `took`: it took the delivery.
   */
  readonly kind: 'away' | 'busy' | 'unknown' | 'answered' | 'took';
}

export function signOf(answer: Answer): Sign[] {
  const at = releasedAt(answer);
  return at === null || answer.result.code === neverSent
    ? []
    : [{ connector: answer.delivery.connector, releasedAt: at, kind: kindOf(answer.result) }];
}

/**
 * When the attempt that a result is about went out. The one before the current counts too if its lease ended without a result: a
 * counterpart that never answers in time must not pass for a healthy one.
 */
function releasedAt({ delivery, result }: Answer): string | null {
  if (delivery.state !== 'released') return null;
  if (result.attempt === delivery.attempt) return delivery.released_at;
  return result.attempt === delivery.attempt - 1 ? delivery.overdue_since : null;
}

function kindOf({ outcome, code, detail }: Settlement): Sign['kind'] {
  if (outcome === 'delivered') return 'took';
  if (outcome === 'again' && code === connectionFault) return isBusy(detail) ? 'busy' : 'away';
  return outcome === 'unknown' || code === unknownEnd ? 'unknown' : 'answered';
}

/** Connectors that gave no answer so often that it is the connection's fault. */
export function silentConnectors(answers: readonly Answer[], signs: readonly Sign[]): ReadonlySet<string> {
  const unknowns = new Map(answers.map(({ delivery }) => [delivery.connector, delivery.unknowns]));
  for (const { connector, kind } of signs) if (kind === 'unknown') unknowns.set(connector, (unknowns.get(connector) ?? 0) + 1);
  for (const { connector, kind } of signs) if (kind === 'answered' || kind === 'took') unknowns.delete(connector);
  return new Set([...unknowns].flatMap(([connector, n]) => (n >= unknownsInARow ? [connector] : [])));
}

/**
 * All that a batch says, in one statement and in the connectors' order, so that two cores never wait for each other in a circle. A connector
 * that is away rests 1 s, 2 s … 30 s; then it gets one delivery, and one more with each that it takes. One that asks for less keeps the share
 * of its room that it took, at least half; from there its room grows by an eighth. Only when it does not even take one it rests as if away.
 */
export async function noteSigns(db: PoolClient, signs: readonly Sign[]): Promise<void> {
  await db.query({
    name: 'note-signs',
    text: `
      WITH signs AS (
        SELECT connector, count(*) AS n, max(at) FILTER (WHERE kind IN ('away', 'unknown')) AS failed_at,
          max(at) FILTER (WHERE kind = 'took') AS took_at, max(at) FILTER (WHERE kind = 'busy') AS busy_at,
          count(*) FILTER (WHERE kind = 'took') AS taken, count(*) FILTER (WHERE kind IN ('took', 'busy')) AS asked, bool_or(kind = 'away') AS away,
          bool_or(kind IN ('answered', 'busy', 'took')) AS answered, count(*) FILTER (WHERE kind = 'unknown') AS unknown
        FROM unnest($1::text[], $2::timestamptz[], $3::text[]) AS s(connector, at, kind) GROUP BY connector),
      seen AS (
        SELECT c.connector, s.taken, s.taken > 0 AND s.took_at >= c.until AS took, coalesce(s.busy_at >= c.until, false) AS busy,
          s.taken = 0 AND c.width = 1 AS refused, s.taken = 0 AND c.width = 1 AND c.strikes >= ${refusalsInARow} AS refuses,
          CASE WHEN s.answered THEN 0 ELSE c.unknowns + s.unknown END AS unknowns,
          s.failed_at >= c.until AND (s.away OR NOT s.answered AND c.unknowns + s.unknown >= ${unknownsInARow}) AS fails,
          greatest(least(c.width, s.n + (SELECT count(*) FROM delivery d WHERE d.connector = c.connector AND d.state = 'released'))
            * greatest(0.5, s.taken::float / greatest(s.asked, 1)), 1)::integer AS less
        FROM out_connector c JOIN signs s USING (connector) ORDER BY c.connector FOR UPDATE OF c)
      UPDATE out_connector c SET unknowns = s.unknowns,
        strikes = CASE WHEN s.fails OR s.busy AND s.refused THEN c.strikes + 1 WHEN s.busy OR s.took THEN 0 ELSE c.strikes END,
        width = CASE WHEN s.fails THEN 1 WHEN s.busy THEN s.less WHEN s.took AND c.width < c.ceiling THEN least(c.width + s.taken, c.ceiling)
          WHEN s.took THEN least(c.width + greatest(s.taken / 8, 1), 10000) ELSE c.width END,
        ceiling = CASE WHEN s.fails THEN 10000 WHEN s.busy THEN s.less ELSE c.ceiling END,
        until = CASE WHEN s.fails THEN clock_timestamp() + least(interval '30 seconds', interval '1 second' * power(2, least(c.strikes, 10)))
          WHEN s.busy AND s.refuses
          THEN clock_timestamp() + least(interval '30 seconds', interval '1 second' * power(2, least(c.strikes - ${refusalsInARow}, 10)))
          WHEN s.busy THEN clock_timestamp() ELSE c.until END
      FROM seen s WHERE c.connector = s.connector`,
    values: [signs.map((s) => s.connector), signs.map((s) => s.releasedAt), signs.map((s) => s.kind)],
  });
}
