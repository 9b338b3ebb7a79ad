import type { Pool, PoolClient } from 'pg';
import { hanoiDay } from '../ledger/tally';
import { transact } from '../pool';

/** Rows a transaction: nothing else waits long for it. */
const portion = 10_000;

interface Purge {
  readonly table: string;
  readonly key: string;
  /** What follows WHERE for rows that are past their time. */
  readonly past: string;
  /** For rows that others write: what they hold is left alone. */
  readonly lock?: string;
}

/**
 * What is not kept for ever, and how long it is. Recorded and refused messages, their payloads and all leaves stay. An identity stays as
 * long as the active rules take messages of that age, and a day more. A lane with nobody in it may start again at place 1, since places
 * are compared only among deliveries that wait.
 */
function purgesAt(now: Date): readonly Purge[] {
  const ago = (days: number): Date => new Date(now.getTime() - days * 86_400_000);
  const before = (days: number): string => `< '${ago(days).toISOString()}'`;
  const idBefore = (days: number): string => `< '${firstIdAt(ago(days))}'`;
  const seenDays = `(SELECT (content -> 'documents' ->> 'seenDays')::int FROM active_rules JOIN rules_version USING (version))`;
  return [
    { table: 'unverified', key: 'id', past: `recorded_at ${before(90)} AND counted` },
    { table: 'payload_unverified', key: 'class, recorded_at, message', past: `recorded_at ${before(90)}` },
    { table: 'repeat', key: 'id', past: `id ${idBefore(90)}` },
    {
      table: 'delivery_body',
      key: 'delivery',
      past: `delivery IN (SELECT id FROM delivery WHERE state IN ('delivered', 'dead') AND settled_at ${before(7)})`,
    },
    { table: 'inbox', key: 'delivery', past: `answer IS NOT NULL AND answered_at ${before(30)}` },
    { table: 'seen', key: 'sender, message_id', past: `recorded_at ${before(1)}::timestamptz - make_interval(days => ${seenDays})` },
    { table: 'document_state', key: 'key', past: `changed_at ${before(1)}::timestamptz - make_interval(days => ${seenDays})` },
    { table: 'out_lane', key: 'lane', past: 'waiting = 0', lock: 'FOR UPDATE SKIP LOCKED' },
    { table: 'tally', key: 'day, worker, connector, outcome, code', past: `day < '${hanoiDay(ago(400))}'` },
  ];
}

/** Removes what is past its time, in small portions. While another process does so, it is left to that one. */
export async function purge(pool: Pool, now: Date): Promise<void> {
  for (const one of purgesAt(now)) while ((await transact(pool, (db) => purgePortion(db, one))) === portion);
}

async function purgePortion(db: PoolClient, { table, key, past, lock = '' }: Purge): Promise<number> {
  const { rows } = await db.query<{ ours: boolean }>("SELECT pg_try_advisory_xact_lock(hashtextextended('hub.purge', 0)) AS ours");
  if (!rows[0]?.ours) return 0;
  const text = `DELETE FROM ${table} WHERE (${key}) IN (SELECT ${key} FROM ${table} WHERE ${past} LIMIT $1 ${lock})`;
  return (await db.query(text, [portion])).rowCount ?? 0;
}

/** The smallest UUID of version 7 of that instant (RFC 9562 §5.7). */
function firstIdAt(at: Date): string {
  const hex = at.getTime().toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
