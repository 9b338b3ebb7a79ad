import { Failure } from '@lienthong/message';
import type { Destination, DocumentStep, Known, Received } from '@lienthong/pipeline';
import type { PoolClient } from 'pg';
import { insertRows } from '../sql/rows';

/** A message whose sender is proved and whose outcome is decided. */
export interface Decided {
  readonly received: Received;
  readonly known: Known;
  readonly contentDigest: Uint8Array;
  readonly destinations: readonly Destination[];
  readonly refusal?: Failure;
  /** What it changes in the state of documents. */
  readonly steps: readonly DocumentStep[];
}

export interface Repeat extends Decided {
  /** UUID of the message whose outcome stands for this one too. */
  readonly first: string;
  /** That one was erased: nothing of this one may be kept either. */
  readonly erased: boolean;
}

/**
 * Idempotency on (verified party, message id): the first takes the id. The same content again gives the stored outcome, and so do the same
 * bytes, whose content may have had no digest when they were refused; other content is a conflict with both digests, a refusal of its own.
 * Whatever comes with the id of an erased message is a repeat of it: what its content was nobody knows any more, and a topic that is read
 * again must not bring it back.
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
    if (isSame(first, m) || first.erased) repeats.push({ ...m, first: first.message, erased: first.erased });
    else fresh.push({ ...m, destinations: [], refusal: conflict(first.contentDigest, m.contentDigest) });
  }
  return { fresh, repeats };
}

interface Stored {
  readonly message: string;
  readonly contentDigest: Uint8Array;
  readonly payloadDigest: Uint8Array | null;
  readonly erased: boolean;
}

const isSame = ({ contentDigest, payloadDigest }: Stored, m: Decided): boolean =>
  Buffer.compare(contentDigest, m.contentDigest) === 0 ||
  (payloadDigest !== null && Buffer.compare(payloadDigest, m.received.digest) === 0);

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
  const { rows } = await db.query<Stored & { readonly sender: string; readonly id: string }>({
    name: 'stored-for',
    text: `SELECT s.sender, s.message_id AS id, s.content_digest AS "contentDigest", s.message,
             m.payload_digest AS "payloadDigest", m.erased_at IS NOT NULL AS erased
           FROM unnest($1::text[], $2::text[]) AS x(sender, message_id)
           JOIN seen s USING (sender, message_id) LEFT JOIN message m ON m.id = s.message`,
    values: [lost.map((m) => m.known.sender), lost.map((m) => m.known.envelope.id)],
  });
  return new Map(rows.map((row) => [`${row.sender}|${row.id}`, row]));
}
