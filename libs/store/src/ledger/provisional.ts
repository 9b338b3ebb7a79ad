import { hash } from 'node:crypto';
import type { Handed, Reverified } from '@lienthong/pipeline';
import type { Pool, PoolClient } from 'pg';
import { type Backoff, backOffMs } from '../back-off';
import { insertLeaves, leaf } from '../log/leaves';
import { clock } from '../sql/clock';
import { insertRows } from '../sql/rows';
import type { Decided } from './identity';

/** An authority that is away for an hour is asked a dozen times. */
const patience: Backoff = { first: 60_000, max: 1_800_000 };

/** Keeps what was taken provisionally as it came, until somebody can tell. */
export async function writeProvisional(db: PoolClient, fresh: readonly Decided[], at: Date): Promise<void> {
  const open = fresh.filter(({ known, refusal }) => known.isProvisional && !refusal).map(({ received }) => received);
  if (open.length === 0) return;
  await insertRows(db, 'provisional', {
    message: ['uuid', open.map(({ message }) => message)],
    zone: ['text', open.map(({ zone }) => zone)],
    connector: ['text', open.map(({ connector }) => connector)],
    topic: ['text', open.map(({ position }) => position.topic)],
    partition: ['int', open.map(({ position }) => position.partition)],
    offset: ['bigint', open.map(({ position }) => position.offset)],
    accepted_at: ['timestamptz', open.map(({ acceptedAt }) => acceptedAt)],
    incoming: ['bytea', open.map(({ value }) => value)],
    due_at: ['timestamptz', open.map(() => new Date(at.getTime() + backOffMs(patience, 0)))],
  });
}

interface Row {
  readonly message: string;
  readonly zone: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly accepted_at: Date;
  readonly incoming: Buffer;
  readonly attempt: number;
}

/** Those whose time has come, oldest first, put off at once: what nobody can tell yet, and what a crash leaves, is due again by itself. */
export async function dueProvisional(pool: Pool, limit: number): Promise<Handed[]> {
  const { rows } = await pool.query<Row>({ name: 'due-provisional', text: dueText, values: [limit, patience.first, patience.max] });
  return rows.map((row) => ({
    zone: row.zone,
    position: { topic: row.topic, partition: row.partition, offset: BigInt(row.offset) },
    acceptedAt: row.accepted_at,
    value: row.incoming,
    parked: { message: row.message, seq: 0n, attempt: row.attempt },
  }));
}

const dueText = `
  UPDATE provisional p SET attempt = p.attempt + 1,
    due_at = clock_timestamp() + least($2 * 2 ^ least(p.attempt + 1, 20), $3) * interval '1 millisecond'
  FROM (SELECT message FROM provisional WHERE code IS NULL AND due_at <= clock_timestamp() ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED) due
  WHERE p.message = due.message
  RETURNING p.message, zone, topic, partition, "offset", accepted_at, incoming, attempt`;

/** Writes down what is known now, a leaf for each; what somebody else settled meanwhile is left. Gives those that are news. */
export async function settleProvisional(db: PoolClient, reverified: readonly Reverified[], newId: () => string): Promise<Reverified[]> {
  if (reverified.length === 0) return [];
  const at = await clock(db);
  const { rows } = await db.query<Settled>(settleText, [
    reverified.map(({ message }) => message),
    reverified.map(({ code }) => code),
    reverified.map(({ verdict }) => Buffer.from(verdict.text)),
    at,
  ]);
  await insertLeaves(
    db,
    rows.map((row) => ({ id: newId(), record: reverifiedLeaf(row, at) })),
  );
  const news = new Set(rows.map(({ message }) => message));
  return reverified.filter(({ message }) => news.has(message));
}

interface Settled {
  readonly message: string;
  readonly connector: string;
  readonly code: string;
  readonly verdict: Buffer;
  readonly accepted_at: Date;
  readonly rules_version: number;
}

const settleText = `
  UPDATE provisional p SET code = x.code, verdict = x.verdict, settled_at = $4, incoming = NULL
  FROM unnest($1::uuid[], $2::text[], $3::bytea[]) AS x(message, code, verdict), message m
  WHERE p.message = x.message AND p.code IS NULL AND m.id = p.message
  RETURNING p.message, p.connector, p.code, p.verdict, p.accepted_at, m.rules_version`;

const reverifiedLeaf = ({ message, connector, code, verdict, ...row }: Settled, at: Date) =>
  leaf({
    ...{ kind: 'reverified', message, connector, code, acceptedAt: row.accepted_at, recordedAt: at, rulesVersion: row.rules_version },
    attached: hash('sha256', verdict, 'buffer'),
  });
