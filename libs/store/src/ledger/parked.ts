import type { Failure } from '@lienthong/message';
import { type Handed, type Lot, ParkedMoved, type Received, type Routed, causeOf } from '@lienthong/pipeline';
import type { Pool, PoolClient } from 'pg';
import { type Backoff, backOffMs } from '../back-off';
import { arraysOf } from '../sql/array';
import { insertRows } from '../sql/rows';
import { storable, storableValues } from './storable';

/**
 * Lanes of this lot in which earlier messages, not of this lot, are parked. Where there are some, the answer is read again under the
 * lane's lock: a resumption that runs at the same time either ended before, or will see what we park.
 */
export async function parkedLanes(db: PoolClient, lot: Lot<Routed>): Promise<Set<string>> {
  const places = firstPlaces(lot);
  const found = await readParkedLanes(db, places);
  if (found.length === 0) return new Set();
  await lockLanes(db, found);
  return new Set(await readParkedLanes(db, new Map(found.map((lane) => [lane, places.get(lane) ?? behindAll]))));
}

/** A new message stands behind everything that is parked; a resumed one behind what was parked before it. */
const behindAll = 2n ** 63n - 1n;

function firstPlaces(lot: Lot<Routed>): Map<string, bigint> {
  const places = new Map<string, bigint>();
  for (const { received } of lot) {
    const seq = received.parked?.seq ?? behindAll;
    if (seq <= (places.get(received.lane) ?? behindAll)) places.set(received.lane, seq);
  }
  return places;
}

async function readParkedLanes(db: PoolClient, places: ReadonlyMap<string, bigint>): Promise<string[]> {
  if (places.size === 0) return [];
  const text = `SELECT lane FROM unnest($1::text[], $2::bigint[]) AS own(lane, seq)
                WHERE EXISTS (SELECT FROM parked p WHERE p.lane = own.lane AND p.seq < own.seq)`;
  const { rows } = await db.query<{ lane: string }>({
    name: 'parked-lanes',
    text,
    values: arraysOf(['text', [...places.keys()]], ['bigint', [...places.values()]]),
  });
  return rows.map((row) => row.lane);
}

export async function lockLanes(db: PoolClient, lanes: readonly string[]): Promise<void> {
  const text = 'SELECT pg_advisory_xact_lock(hashtextextended(lane, 0)) FROM (SELECT unnest($1::text[]) AS lane ORDER BY 1) l';
  await db.query(text, [[...new Set(lanes)]]);
}

/** Resumed messages leave their places; those that park again come back to the same ones. What was released meanwhile is read again. */
export async function unpark(db: PoolClient, resumed: readonly Pick<Parkable, 'lane' | 'message' | 'parked'>[]): Promise<void> {
  if (resumed.length === 0) return;
  await lockLanes(
    db,
    resumed.map((m) => m.lane),
  );
  const { rowCount } = await db.query({
    name: 'unpark',
    text: `DELETE FROM parked p USING unnest($1::uuid[], $2::boolean[]) AS own(message, released)
           WHERE p.message = own.message AND (p.waits_for = 'release') = own.released`,
    values: [resumed.map((m) => m.message), resumed.map((m) => m.parked?.released !== undefined)],
  });
  if (rowCount !== resumed.length) throw new ParkedMoved('another process resumed these messages, or an operator released one');
}

/** What now stands first in a lane that moved need not wait any longer for what stood before it. */
export async function wakeHeads(db: PoolClient, moved: readonly { readonly lane: string }[]): Promise<void> {
  if (moved.length === 0) return;
  await db.query({ name: 'wake-heads', text: wakeHeadsText, values: [[...new Set(moved.map(({ lane }) => lane))]] });
}

export const wakeHeadsText = `
  UPDATE parked p SET due_at = clock_timestamp()
  FROM unnest($1::text[]) AS own(lane)
  CROSS JOIN LATERAL (SELECT message, waits_for FROM parked WHERE lane = own.lane ORDER BY seq LIMIT 1) head
  WHERE p.message = head.message AND head.waits_for = 'lane'`;

/** What these heads waited for is there: they are due now. What someone resumes at this moment is left to them. Gives the lanes lifted. */
export async function liftCause(pool: Pool, waitsFor: readonly string[]): Promise<number> {
  const text = `
    UPDATE parked p SET due_at = clock_timestamp()
    FROM (SELECT message FROM parked WHERE waits_for = ANY($1) AND due_at > clock_timestamp() FOR UPDATE SKIP LOCKED) waiting
    WHERE p.message = waiting.message`;
  return (await pool.query({ name: 'lift-cause', text, values: [waitsFor] })).rowCount ?? 0;
}

/** What of a message or of an act of signing parks. */
export type Parkable = Pick<Received, 'message' | 'lane' | 'zone' | 'connector' | 'position' | 'acceptedAt' | 'value' | 'parked'>;

interface Parking {
  readonly received: Parkable;
  readonly reason: Failure;
}

/** Total: whatever the message and its reason hold, it can be parked. Its bytes stay as they came. `after`: what follows the INSERT. */
export async function writeParked(db: PoolClient, parked: readonly Parking[], at: Date, backoff: Backoff, after = ''): Promise<void> {
  const of = <T>(pick: (m: Parking) => T): T[] => parked.map(pick);
  if (parked.length === 0) return;
  const places = await newPlaces(db, parked.length);
  const columns: Parameters<typeof insertRows>[2] = {
    message: ['uuid', of((m) => m.received.message)],
    seq: ['bigint', parked.map((m, i) => m.received.parked?.seq ?? places[i])],
    lane: ['text', of((m) => m.received.lane)],
    zone: ['text', of((m) => storable(m.received.zone))],
    connector: ['text', of((m) => m.received.connector)],
    waits_for: ['text', of(({ reason }) => storable(waitsFor(reason)))],
    code: ['text', of((m) => m.reason.code)],
    detail: ['jsonb', of((m) => JSON.stringify(storableValues({ ...m.reason.detail, ...causeOf(m.reason) })))],
    attempt: ['int', of((m) => (m.received.parked?.attempt ?? 0) + 1)],
    due_at: ['timestamptz', of((m) => dueAt(m, at, backoff))],
    topic: ['text', of((m) => m.received.position.topic)],
    partition: ['int', of((m) => m.received.position.partition)],
    offset: ['bigint', of((m) => m.received.position.offset)],
    accepted_at: ['timestamptz', of((m) => m.received.acceptedAt)],
    incoming: ['bytea', of((m) => m.received.value)],
  };
  await insertRows(db, 'parked', columns, after);
}

async function newPlaces(db: PoolClient, n: number): Promise<bigint[]> {
  const { rows } = await db.query<{ seq: string }>("SELECT nextval('parked_seq') AS seq FROM generate_series(1, $1)", [n]);
  return rows.map((row) => BigInt(row.seq));
}

/** What has to happen before the message can go on: `lane`, `revocation:<issuer's fingerprint>`, `retry`, `operator`; `release`: it ends. */
function waitsFor(reason: Failure): string {
  if (reason.code === 'lane.waiting') return 'lane';
  if (reason.code === 'revocation.unavailable') return `revocation:${reason.detail['issuer'] ?? ''}`;
  return reason.kind === 'transient' ? 'retry' : 'operator';
}

function dueAt({ received, reason }: Parking, at: Date, backoff: Backoff): Date | string {
  if (reason.kind !== 'transient' || reason.code === 'lane.waiting') return 'infinity';
  return new Date(at.getTime() + backOffMs(backoff, received.parked?.attempt ?? 0));
}

export interface ParkedRow {
  readonly message: string;
  readonly seq: string;
  readonly zone: string;
  readonly waits_for: string;
  readonly code: string;
  readonly attempt: number;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly accepted_at: Date;
  readonly incoming: Buffer;
}

export interface ParkedPage {
  readonly lanes: number;
  readonly perLane: number;
  /** Of all messages together; the first is taken whatever its size. */
  readonly bytes: number;
}

/** Lanes whose head is due, each with the first of its messages in their order. Nothing is locked: `unpark` decides. */
export async function dueParked(pool: Pool, { lanes, perLane, bytes }: ParkedPage): Promise<Handed[]> {
  const { rows } = await pool.query<ParkedRow>({ name: 'due-parked', text: dueParkedText, values: [lanes, perLane, bytes] });
  return rows.map(handedAgain);
}

export const dueParkedText = `
  SELECT * FROM (
    SELECT p.*, row_number() OVER place AS place, sum(octet_length(p.incoming)) OVER place AS bytes
    FROM (
      SELECT h.lane, h.due_at FROM parked h
      WHERE h.due_at <= now() AND h.seq = (SELECT seq FROM parked WHERE lane = h.lane ORDER BY seq LIMIT 1)
      ORDER BY h.due_at LIMIT $1) due
    CROSS JOIN LATERAL (
      SELECT message, seq, zone, waits_for, code, attempt, topic, partition, "offset", accepted_at, incoming
      FROM parked WHERE lane = due.lane ORDER BY seq LIMIT $2) p
    WINDOW place AS (ORDER BY due.due_at, due.lane, p.seq)) page
  WHERE place = 1 OR bytes <= $3 ORDER BY place`;

const handedAgain = (row: ParkedRow): Handed => ({
  zone: row.zone,
  position: { topic: row.topic, partition: row.partition, offset: BigInt(row.offset) },
  acceptedAt: row.accepted_at,
  value: row.incoming,
  parked: {
    message: row.message,
    seq: BigInt(row.seq),
    attempt: row.attempt,
    ...(row.waits_for === 'release' ? { released: row.code } : {}),
  },
});
