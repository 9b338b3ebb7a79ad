import type { Pool } from 'pg';

/** How far a message is, as its sender or a receiver may know it; no payload. */
export interface Journey {
  readonly message: string;
  /** The sender's own id; `null` where nobody proved to have sent it, and after erasure. */
  readonly id: string | null;
  readonly source: string | null;
  readonly type: string | null;
  readonly subject: string | null;
  /** Lower-case hex SHA-256 of the payload. */
  readonly digest: string | null;
  /** As it names them; empty: agreements decide. */
  readonly receivers: readonly string[];
  readonly outcome: 'parked' | 'recorded' | 'refused' | 'unverified';
  /** Of the refusal, or why it waits; else `''`. */
  readonly code: string;
  readonly detail: Readonly<Record<string, string>>;
  readonly acceptedAt: Date;
  readonly recordedAt: Date | null;
  readonly rulesVersion: number | null;
  /** Place in the log, once it is sealed and published. */
  readonly leaf: number | null;
  readonly sealedAt: Date | null;
  readonly deliveries: readonly JourneyDelivery[];
  /** The hub's id of what its receiver answered to it, once that is recorded. */
  readonly reply: string | null;
}

export interface JourneyDelivery {
  readonly connector: string;
  readonly state: 'waiting' | 'released' | 'parked' | 'delivered' | 'dead';
  readonly code: string;
  readonly attempt: number;
  readonly releasedAt: string | null;
  readonly settledAt: string | null;
  /** What the receiver's system answered, and its digest. */
  readonly proof: string;
  readonly proofDigest: string | null;
}

interface Position {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

/** A message by what its party knows of it. */
export interface Sought {
  readonly party: string;
  /** Its channel: only what came in there is told before it is known who signed it. */
  readonly connector: string;
  /** The sender's own id, or the hub's. */
  readonly id: string;
  /** Where and as what it was accepted. */
  readonly digest?: string;
  readonly position?: Position;
  /** Connectors that bring the party what is for it. */
  readonly receivedBy: readonly string[];
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** `pending`: the core has not looked at it yet. `undefined`: none that this party sent, or that went to one of those connectors. */
export async function findJourney(pool: Pool, sought: Sought, origin: string): Promise<Journey | 'pending' | undefined> {
  const { party, connector, id, digest, position, receivedBy } = sought;
  if (position && (await isAhead(pool, position))) return 'pending';
  const { rows } = await pool.query<Journey>({
    name: 'journey',
    text: `${known} UNION ALL ${waiting} UNION ALL ${unproven} LIMIT 1`,
    values: [
      ...[party, id, uuid.test(id) ? id : null, receivedBy, connector, digest === undefined ? null : Buffer.from(digest, 'hex')],
      ...[position?.topic ?? null, position?.partition ?? null, position?.offset ?? null, origin],
    ],
  });
  return rows[0];
}

/** Whether what stands there is still before the core: what is known of the same bytes is of an earlier attempt then. */
async function isAhead(pool: Pool, { topic, partition, offset }: Position): Promise<boolean> {
  const text = 'SELECT next <= $3::bigint AS ahead FROM position WHERE topic = $1 AND partition = $2';
  const { rows } = await pool.query<{ ahead: boolean }>({ name: 'is-ahead', text, values: [topic, partition, offset] });
  return rows[0]?.ahead ?? true;
}

/** What was recorded under an id, else what was refused last; to its receivers by the hub's id. */
const known = `(
  SELECT m.id AS message, m.message_id AS id, m.sender AS source, m.type, m.subject, encode(m.payload_digest, 'hex') AS digest,
    array_remove(string_to_array(coalesce(m.receivers, ''), ' '), '') AS receivers, m.outcome, m.code,
    m.detail, m.accepted_at AS "acceptedAt", m.recorded_at AS "recordedAt", m.rules_version AS "rulesVersion",
    l.index::int AS leaf, l.at AS "sealedAt",
    coalesce((SELECT json_agg(json_build_object('connector', d.connector, 'state', d.state, 'code', d.code, 'attempt', d.attempt,
        'releasedAt', d.released_at, 'settledAt', d.settled_at, 'proof', d.proof, 'proofDigest', encode(d.proof_digest, 'hex')) ORDER BY d.id)
      FROM delivery d WHERE d.message = m.id), '[]') AS deliveries,
    (SELECT s.message FROM seen s WHERE s.sender = ANY (string_to_array(m.receivers, ' ')) AND s.message_id = 're-' || m.id) AS reply
  FROM message m LEFT JOIN LATERAL (
    SELECT f.index, (SELECT c.created_at FROM checkpoint c WHERE c.origin = t.origin AND c.size > f.index ORDER BY c.size LIMIT 1) AS at
    FROM leaf f JOIN tree t ON t.origin = $10 AND f.index < t.published WHERE f.message = m.id ORDER BY f.index LIMIT 1) l ON true
  WHERE m.id IN (
      SELECT message FROM seen WHERE sender = $1 AND message_id = $2
      UNION ALL SELECT id FROM message WHERE sender = $1 AND message_id = $2 AND outcome = 'refused'
      UNION ALL SELECT id FROM message WHERE id = $3::uuid AND sender = $1
      UNION ALL SELECT id FROM message WHERE id = $3::uuid AND outcome = 'recorded'
        AND EXISTS (SELECT FROM delivery d WHERE d.message = id AND d.connector = ANY ($4)))
    AND ($6::bytea IS NULL OR m.payload_digest IS NULL OR m.payload_digest = $6
      OR EXISTS (SELECT FROM repeat r WHERE r.message = m.id AND r.payload_digest = $6))
  ORDER BY m.outcome = 'recorded' DESC, m.id DESC LIMIT 1)`;

const nothing = 'NULL::timestamptz, NULL::int, NULL::int, NULL::timestamptz';

const unproven = `(
  SELECT id, NULL, NULL, NULL, NULL, encode(payload_digest, 'hex'), '{}'::text[], 'unverified', code, detail, accepted_at, ${nothing}, '[]'::json, NULL::uuid
  FROM unverified WHERE payload_digest = $6 AND connector = $5 ORDER BY id DESC LIMIT 1)`;

const waiting = `(
  SELECT message, NULL, NULL, NULL, NULL, NULL, '{}'::text[], 'parked', code, detail, accepted_at, ${nothing}, '[]'::json, NULL::uuid
  FROM parked WHERE topic = $7 AND partition = $8::int AND "offset" = $9::bigint AND connector = $5)`;
