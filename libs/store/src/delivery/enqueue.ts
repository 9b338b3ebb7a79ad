import { hash } from 'node:crypto';
import type { Destination } from '@lienthong/pipeline';
import type { PoolClient } from 'pg';
import type { Decided } from '../ledger/identity';
import { arraysOf } from '../sql/array';
import { insertRows } from '../sql/rows';
import { together } from '../sql/together';

interface New {
  readonly id: string;
  readonly decided: Decided;
  readonly destination: Destination;
}

/** One delivery a destination, at the tail of its out-lane; due when its message's leaf is sealed. A body that equals the payload is not stored twice. */
export async function writeDeliveries(db: PoolClient, fresh: readonly Decided[], rulesVersion: number, newId: () => string): Promise<void> {
  const rows = fresh.flatMap((decided) => decided.destinations.map((destination): New => ({ id: newId(), decided, destination })));
  if (rows.length === 0) return;
  const [places] = await together(takePlaces(db, rows), knowConnectors(db, rows));
  const own = rows.filter((r) => !isPayload(r));
  const bodies = { delivery: ['uuid', own.map((r) => r.id)], bytes: ['bytea', own.map((r) => r.destination.body)] } as const;
  const deliveries = insertRows(db, 'delivery', {
    id: ['uuid', rows.map((r) => r.id)],
    message: ['uuid', rows.map((r) => r.decided.received.message)],
    connector: ['text', rows.map((r) => r.destination.connector)],
    zone: ['text', rows.map((r) => r.destination.zone)],
    lane: ['text', rows.map((r) => r.destination.lane)],
    subject: ['text', rows.map((r) => r.decided.known.envelope.subject)],
    seq: ['bigint', places.map((p) => p.seq)],
    head: ['bool', places.map((p) => p.head)],
    state: ['text', rows.map(() => 'waiting')],
    due_at: ['timestamptz', rows.map(() => 'infinity')],
    rules_version: ['int', rows.map(() => rulesVersion)],
    content_type: ['text', rows.map((r) => r.destination.contentType)],
    attributes: ['jsonb', rows.map((r) => JSON.stringify(withoutSignature(r)))],
    signed: ['bool', rows.map(isSigned)],
    body_digest: ['bytea', rows.map((r) => (isPayload(r) ? r.decided.received.digest : sha256(r.destination.body)))],
  });
  await together(deliveries, insertRows(db, 'delivery_body', bodies));
}

const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer');

const isPayload = ({ decided, destination }: New): boolean =>
  destination.body === decided.known.raw.payload || Buffer.compare(destination.body, decided.known.raw.payload) === 0;

/** What goes out carries the message's own signature, which is kept with the message. */
const isSigned = ({ decided, destination }: New): boolean => {
  const { signature } = decided.known;
  return signature !== '' && destination.attributes['jws-signature'] === signature;
};

function withoutSignature(row: New): Destination['attributes'] {
  if (!isSigned(row)) return row.destination.attributes;
  return Object.fromEntries(Object.entries(row.destination.attributes).filter(([name]) => name !== 'jws-signature'));
}

/**
 * A place at the tail of its lane for each; the lane rows stay locked until commit, in one order, so that places are given in the order of
 * commits.
 */
async function takePlaces(db: PoolClient, rows: readonly New[]): Promise<{ seq: bigint; head: boolean }[]> {
  const wanted = new Map<string, number>();
  for (const { destination } of rows) wanted.set(destination.lane, (wanted.get(destination.lane) ?? 0) + 1);
  const lanes = [...wanted].sort(([a], [b]) => (a < b ? -1 : 1));
  const grown = await db.query<{ lane: string; tail: string; waiting: number }>({
    name: 'grow-lanes',
    text: `INSERT INTO out_lane AS l (lane, tail, waiting) SELECT lane, n, n FROM unnest($1::text[], $2::int[]) AS own(lane, n)
           ON CONFLICT (lane) DO UPDATE SET tail = l.tail + excluded.tail, waiting = l.waiting + excluded.waiting
           RETURNING lane, tail, waiting`,
    values: arraysOf(['text', lanes.map(([lane]) => lane)], ['int', lanes.map(([, n]) => n)]),
  });
  const ends = new Map(grown.rows.map((row) => [row.lane, row]));
  return rows.map(({ destination: { lane } }) => {
    const [end, left] = [ends.get(lane), wanted.get(lane)];
    if (!end || !left) throw new Error('a lane gave no place');
    wanted.set(lane, left - 1);
    return { seq: BigInt(end.tail) - BigInt(left - 1), head: end.waiting === left };
  });
}

/** Where a connector's width and rest stand; made once, and never waited for afterwards. */
async function knowConnectors(db: PoolClient, rows: readonly New[]): Promise<void> {
  await db.query({
    name: 'know-connectors',
    text: 'INSERT INTO out_connector (connector) SELECT c FROM unnest($1::text[]) AS c ORDER BY c ON CONFLICT DO NOTHING',
    values: [[...new Set(rows.map((r) => r.destination.connector))]],
  });
}
