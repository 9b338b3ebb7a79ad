import type { Released } from '@lienthong/pipeline';
import type { Pool, PoolClient } from 'pg';
import { readHeaders } from '../ledger/jose-headers';
import { transact } from '../pool';

export interface ReleaseLimits {
  /** How long a connector may take before the same delivery is sent again; seconds. */
  readonly leaseSeconds: number;
  /** Unconfirmed deliveries a connector, those with an expired lease counted. */
  readonly window: number;
  /** Of connectors that have less than that, or nothing, for now. */
  readonly own?: ReadonlyMap<string, number>;
}

interface Row {
  readonly id: string;
  readonly message: string;
  readonly connector: string;
  readonly zone: string;
  readonly subject: string;
  readonly attempt: number;
  readonly lease_until: Date;
  readonly content_type: string;
  readonly attributes: Record<string, string>;
  /** The message's own signature, where the attributes carry it. */
  readonly signature: string | null;
  readonly jose_header: Buffer | null;
  readonly body: Buffer;
}

/**
 * Leases deliveries that are due, the head of each free lane; none is due before it is sealed. A connector has at most a window of them
 * out, and fewer while it comes back from a rest; what has an expired lease is sent again with the same id, in the place of another one,
 * never beside it. What waited longest goes first, but a quarter of the room is for what has just come in: a backlog of hours starves nobody.
 */
export async function release(pool: Pool, limit: number, limits: ReleaseLimits): Promise<Released[]> {
  const rows = await transact(pool, async (db) => {
    const connectors = (await lockConnectors(db)).filter((connector) => windowOf(connector, limits) > 0);
    return connectors.length === 0 ? [] : lease(db, connectors, limit, limits);
  });
  const headers = await readHeaders(
    pool,
    rows.flatMap(({ jose_header: digest }) => digest ?? []),
  );
  return rows.map((row) => released(row, headers));
}

/** Connectors that are awake and have something to send. Another core passes over them, so that two never fill the same window. */
async function lockConnectors(db: PoolClient): Promise<string[]> {
  const { rows } = await db.query<{ connector: string }>({
    name: 'lock-connectors',
    text: connectorsText,
  });
  return rows.map(({ connector }) => connector);
}

export const connectorsText = `
  SELECT connector FROM out_connector c
  WHERE c.until <= now() AND NOT EXISTS (SELECT FROM connector_order o WHERE o.connector = c.connector AND o.paused) AND (
    EXISTS (SELECT FROM delivery d WHERE d.connector = c.connector AND d.head AND d.state = 'waiting' AND d.due_at <= now())
    OR EXISTS (SELECT FROM delivery d WHERE d.connector = c.connector AND d.state = 'released' AND d.lease_until <= now()))
  ORDER BY connector FOR UPDATE SKIP LOCKED`;

/** A statement of its own: it must see what the core before us released under the same lock. */
async function lease(db: PoolClient, connectors: readonly string[], limit: number, limits: ReleaseLimits): Promise<Row[]> {
  const { rows } = await db.query<Row>({
    name: 'release',
    text: leaseText,
    values: [limit, limits.leaseSeconds, connectors, connectors.map((connector) => windowOf(connector, limits))],
  });
  return rows;
}

const windowOf = (connector: string, { own, window }: ReleaseLimits): number => Math.min(own?.get(connector) ?? window, window);

function released(row: Row, headers: ReadonlyMap<string, string>): Released {
  const { signature, jose_header: digest } = row;
  const header = digest ? (headers.get(digest.toString('hex')) ?? '') : '';
  return {
    zone: row.zone,
    deliveryId: row.id,
    messageId: row.message,
    connector: row.connector,
    subject: row.subject,
    attempt: row.attempt,
    leaseUntil: row.lease_until,
    contentType: row.content_type,
    attributes: signature === null ? row.attributes : { ...row.attributes, 'jws-signature': header + signature },
    body: row.body,
  };
}

/** What is locked is asked for again beside the lock: only that is looked at anew where somebody else changed the row meanwhile. */
export const leaseText = `
  WITH room AS (
    SELECT c.connector, least(c.width, w.most) - busy.alive AS again, least(c.width, w.most) - busy.n AS fresh
    FROM unnest($3::text[], $4::int[]) AS w(connector, most) JOIN out_connector c USING (connector) CROSS JOIN LATERAL (
      SELECT count(*) AS n, count(*) FILTER (WHERE d.lease_until > now()) AS alive
      FROM delivery d WHERE d.connector = c.connector AND d.state = 'released') busy),
  fresh AS (
    SELECT room.connector, d.id, d.message FROM room CROSS JOIN LATERAL (
      SELECT id, message FROM delivery WHERE id IN (
        SELECT id FROM (
          SELECT id, tries, due_at FROM delivery WHERE connector = room.connector AND head AND state = 'waiting' AND due_at <= now()
          ORDER BY due_at DESC LIMIT greatest(room.fresh, 0) * 4) newest
        WHERE tries = 0 ORDER BY due_at DESC LIMIT greatest(room.fresh / 4, 0))
        AND head AND state = 'waiting' AND due_at <= now()
      FOR UPDATE SKIP LOCKED) d),
  candidates AS (
    SELECT room.connector, d.id, d.message FROM room CROSS JOIN LATERAL (
      SELECT id, message FROM delivery WHERE connector = room.connector AND state = 'released' AND lease_until <= now()
      ORDER BY lease_until LIMIT greatest(room.again, 0) FOR UPDATE SKIP LOCKED) d
    UNION ALL
    SELECT * FROM fresh
    UNION ALL
    SELECT room.connector, d.id, d.message FROM room CROSS JOIN LATERAL (
      SELECT id, message FROM delivery WHERE connector = room.connector AND head AND state = 'waiting' AND due_at <= now()
        AND id NOT IN (SELECT id FROM fresh)
      ORDER BY due_at LIMIT greatest(room.fresh - (SELECT count(*) FROM fresh WHERE fresh.connector = room.connector), 0)
      FOR UPDATE SKIP LOCKED) d),
  due AS (
    SELECT id, message FROM (SELECT id, message, row_number() OVER (PARTITION BY connector) AS place FROM candidates) c ORDER BY place LIMIT $1)
  UPDATE delivery d SET state = 'released', attempt = d.attempt + 1, released_at = clock_timestamp(),
    overdue_since = CASE d.state WHEN 'released' THEN d.released_at END,
    lease_until = clock_timestamp() + make_interval(secs => $2)
  FROM due LEFT JOIN delivery_body b ON b.delivery = due.id LEFT JOIN message m ON m.id = due.message
  WHERE d.id = due.id
  RETURNING d.id, d.message, d.connector, d.zone, d.subject, d.attempt, d.lease_until, d.content_type, d.attributes,
    CASE WHEN d.signed THEN m.signature END AS signature, CASE WHEN d.signed THEN m.jose_header END AS jose_header,
    coalesce(b.bytes, (SELECT p.bytes FROM payload p WHERE p.class = 'legal' AND p.message = m.id AND p.recorded_at = m.recorded_at)) AS body`;
