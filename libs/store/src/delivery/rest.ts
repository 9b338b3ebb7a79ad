import type { Settlement } from '@lienthong/pipeline';
import type { PoolClient } from 'pg';

/** The counterpart as a whole is away: its connector rests, nobody's tries are burnt. */
export const connectionFault = 'delivery.unavailable';
export const unknownEnd = 'delivery.unknown';
/** Our own fault, which tells nothing of the counterpart. */
const neverSent = 'delivery.unsendable';

/** As many unknown ends one after the other are the connection's fault, not the messages'. */
const unknownsInARow = 5;

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
  /** `away`: nobody is there. `unknown`: no answer came. `answered`: it is there, whatever it said. `took`: it took the delivery. */
  readonly kind: 'away' | 'unknown' | 'answered' | 'took';
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

function kindOf({ outcome, code }: Settlement): Sign['kind'] {
  if (outcome === 'delivered') return 'took';
  if (outcome === 'again' && code === connectionFault) return 'away';
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
