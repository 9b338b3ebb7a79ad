import type { Pool } from 'pg';

/** One message as an administrator or a checker sees it from outside; no payload. */
export interface MessageLine {
  readonly message: string;
  readonly connector: string;
  readonly id: string | null;
  readonly sender: string | null;
  readonly type: string | null;
  readonly subject: string | null;
  /** Lower-case hex SHA-256 of the payload. */
  readonly digest: string | null;
  readonly outcome: 'recorded' | 'refused' | 'duplicate' | 'parked' | 'unverified';
  readonly code: string;
  /** Names fields and facts, never personal values. */
  readonly detail: Readonly<Record<string, string>>;
  /** Of a duplicate: the message whose outcome stands for it too. */
  readonly first: string | null;
  readonly acceptedAt: Date;
  /** There where it was taken provisionally; `code`: `null` as long as nobody can tell, `''` once its signature stood, else why it did not. */
  readonly provisional: { readonly code: string | null } | null;
  readonly deliveries: readonly { readonly connector: string; readonly state: string }[];
}

export interface MessageFilter {
  readonly since?: Date;
  readonly subject?: string;
  readonly message?: string;
  /** Lower-case hex SHA-256 of the payload; what is parked has none yet. */
  readonly digest?: string;
}

/** All that was ever taken in, newest last, page after page: no transaction stays open while the caller reads. */
export async function* listMessages(pool: Pool, filter: MessageFilter, page = 2_000): AsyncGenerator<MessageLine> {
  const { since = null, subject = null, message = null, digest } = filter;
  const payload = digest === undefined ? null : Buffer.from(digest, 'hex');
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const { rows } = await pool.query<MessageLine>(lines, [since, subject, message, payload, after, page]);
    yield* rows;
    if (rows.length < page) return;
    after = rows.at(-1)?.message ?? after;
  }
}

/** One page of a table by its own index; `digest` is its column of that, `NULL` where there is none. */
const part = (select: string, id: string, digest: string): string => `
  (${select}
   WHERE ${id} > $5 AND ($1::timestamptz IS NULL OR accepted_at >= $1) AND ($3::uuid IS NULL OR ${id} = $3)
     AND ($4::bytea IS NULL OR ${digest} = $4)
   ORDER BY ${id} LIMIT $6)`;

const parts = [
  part(
    `SELECT id AS message, connector, message_id AS id, sender, type, subject, encode(payload_digest, 'hex') AS digest, outcome, code,
       detail, NULL::uuid AS first, accepted_at AS "acceptedAt",
       coalesce((SELECT json_agg(json_build_object('connector', d.connector, 'state', d.state) ORDER BY d.id)
         FROM delivery d WHERE d.message = m.id), '[]') AS deliveries,
       (SELECT json_build_object('code', v.code) FROM provisional v WHERE v.message = m.id) AS provisional
     FROM (SELECT * FROM message WHERE $2::text IS NULL OR subject = $2) m`,
    'm.id',
    'payload_digest',
  ),
  part(
    `SELECT id, connector, message_id, sender, type, subject, encode(payload_digest, 'hex'), 'duplicate', '', '{}', message, accepted_at, '[]', NULL::json
     FROM (SELECT r.*, m.message_id, m.sender, m.type, m.subject FROM repeat r JOIN message m ON m.id = r.message
       WHERE $2::text IS NULL OR m.subject = $2) r`,
    'r.id',
    'payload_digest',
  ),
  part(
    `SELECT id, connector, NULL, NULL, NULL, NULL, nullif(encode(payload_digest, 'hex'), ''), 'unverified', code, detail, NULL, accepted_at, '[]', NULL::json
     FROM (SELECT * FROM unverified WHERE $2::text IS NULL) u`,
    'u.id',
    'payload_digest',
  ),
  part(
    `SELECT message, connector, NULL, NULL, NULL, split_part(lane, '|', 2), NULL, 'parked', code, detail, NULL, accepted_at, '[]', NULL::json
     FROM (SELECT * FROM parked WHERE $2::text IS NULL OR split_part(lane, '|', 2) = $2) p`,
    'p.message',
    'NULL::bytea',
  ),
];

const lines = `SELECT * FROM (${parts.join(' UNION ALL ')}) l ORDER BY message LIMIT $6`;
