import { Failure } from '@lienthong/message';
import type { Destination, Known, Received } from '@lienthong/pipeline';
import type { PoolClient } from 'pg';
import { insertRows } from '../rows';

/** A message whose sender is proved and whose outcome is decided. */
export interface Decided {
  readonly received: Received;
  readonly known: Known;
  readonly contentDigest: Uint8Array;
  readonly destinations: readonly Destination[];
  readonly refusal?: Failure;
}

export interface Repeat extends Decided {
  /** UUID of the message whose outcome stands for this one too. */
  readonly first: string;
}

/**
 * Idempotency on (verified party, message id): the first takes the id. The same content again gives the stored outcome; other content is
 * a conflict with both digests, a refusal of its own.
 */
export async function claimIds(db: PoolClient, decided: readonly Decided[], at: Date): Promise<{ fresh: Decided[]; repeats: Repeat[] }> {
  const won = await claim(db, decided, at);
  const lost = decided.filter((m) => !won.has(m.received.message));
  const stored = lost.length > 0 ? await storedFor(db, lost) : new Map<string, Stored>();
  const fresh = decided.filter((m) => won.has(m.received.message));
  const repeats: Repeat[] = [];
  for (const m of lost) {
    const first = stored.get(identity(m));
    if (!first) throw new Error('an identity is taken, and its row is not there');
    if (Buffer.compare(first.contentDigest, m.contentDigest) === 0) repeats.push({ ...m, first: first.message });
    else fresh.push({ ...m, destinations: [], refusal: conflict(first.contentDigest, m.contentDigest) });
  }
  return { fresh, repeats };
}

interface Stored {
  readonly message: string;
  readonly contentDigest: Uint8Array;
}

const identity = (m: Decided): string => `${m.known.sender}|${m.known.envelope.id}`;
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

const conflict = (stored: Uint8Array, received: Uint8Array): Failure =>
  new Failure('permanent', 'message.conflict', { stored: hex(stored), received: hex(received) });

async function claim(db: PoolClient, decided: readonly Decided[], at: Date): Promise<Set<string>> {
  // one order for everybody, so that two cores that meet the same ids cannot wait for each other
  const sorted = [...decided].sort((a, b) => (identity(a) < identity(b) ? -1 : identity(a) > identity(b) ? 1 : 0));
  const columns = {
    sender: ['text', sorted.map((m) => m.known.sender)],
    message_id: ['text', sorted.map((m) => m.known.envelope.id)],
    content_digest: ['bytea', sorted.map((m) => m.contentDigest)],
    message: ['uuid', sorted.map((m) => m.received.message)],
    recorded_at: ['timestamptz', sorted.map(() => at)],
  } as const;
  const rows = await insertRows<{ message: string }>(db, 'seen', columns, 'ON CONFLICT DO NOTHING RETURNING message');
  return new Set(rows.map((row) => row.message));
}

async function storedFor(db: PoolClient, lost: readonly Decided[]): Promise<Map<string, Stored>> {
  const { rows } = await db.query<{ sender: string; message_id: string; content_digest: Buffer; message: string }>({
    name: 'stored-for',
    text: `SELECT s.sender, s.message_id, s.content_digest, s.message FROM seen s
           JOIN unnest($1::text[], $2::text[]) AS x(sender, message_id) USING (sender, message_id)`,
    values: [lost.map((m) => m.known.sender), lost.map((m) => m.known.envelope.id)],
  });
  return new Map(rows.map((row) => [`${row.sender}|${row.message_id}`, { message: row.message, contentDigest: row.content_digest }]));
}
