import type { Pool } from 'pg';

/** Everything the ledger holds for the receipt of one message. What was erased is `null`. */
export interface MessageEvidence {
  readonly message: string;
  readonly outcome: string;
  readonly code: string;
  readonly payload: Buffer | null;
  readonly payloadSalt: Buffer | null;
  readonly metadataSalt: Buffer | null;
  readonly signature: string | null;
  readonly verdict: Buffer;
  /** Of a message that was taken provisionally: what was found later. */
  readonly laterVerdict: Buffer | null;
  readonly metadata: {
    readonly sender: string;
    readonly id: string;
    readonly type: string;
    readonly subject: string;
    readonly time: Date;
    readonly receivers: readonly string[];
  } | null;
  /** Numbered leaves in the order of the log. */
  readonly leaves: readonly { readonly index: number; readonly kind: string; readonly text: Buffer; readonly entry: Buffer }[];
}

interface Row {
  readonly id: string;
  readonly outcome: string;
  readonly code: string;
  readonly sender: string;
  readonly message_id: string | null;
  readonly type: string;
  readonly subject: string | null;
  readonly receivers: string | null;
  readonly sent_at: Date;
  readonly payload_salt: Buffer | null;
  readonly metadata_salt: Buffer | null;
  readonly signature: string | null;
  /** Where its header is kept apart. */
  readonly whole_signature: string | null;
  readonly verdict: Buffer;
  readonly later_verdict: Buffer | null;
  readonly bytes: Buffer | null;
  readonly leaves: readonly { index: number; kind: string; text: string; entry: string }[];
}

/** Messages whose leaves are all below `size`; one page after `after` (UUID, exclusive). */
export async function readEvidence(
  pool: Pool,
  size: number,
  page: { after: string; limit: number } | { message: string },
): Promise<MessageEvidence[]> {
  const one = 'message' in page;
  const { rows } = await pool.query<Row>(
    `SELECT m.*, h.text || m.signature AS whole_signature, v.verdict AS later_verdict, p.bytes, l.leaves FROM message m
     LEFT JOIN jose_header h ON h.digest = m.jose_header LEFT JOIN provisional v ON v.message = m.id
     LEFT JOIN payload p ON p.class = CASE m.outcome WHEN 'recorded' THEN 'legal' ELSE 'refused' END
       AND p.recorded_at = m.recorded_at AND p.message = m.id
     CROSS JOIN LATERAL (
       SELECT json_agg(json_build_object('index', index, 'kind', kind, 'text', encode(text, 'hex'), 'entry', encode(entry, 'hex')) ORDER BY index)
         AS leaves FROM leaf WHERE message = m.id AND index < $1) l
     WHERE ${one ? 'm.id = $2' : 'm.id > $2'} AND l.leaves IS NOT NULL ORDER BY m.id LIMIT $3`,
    [size, one ? page.message : page.after, one ? 1 : page.limit],
  );
  return rows.map(toEvidence);
}

function toEvidence(row: Row): MessageEvidence {
  const { message_id: id, subject } = row;
  const erased = id === null || subject === null;
  return {
    message: row.id,
    outcome: row.outcome,
    code: row.code,
    payload: row.bytes,
    payloadSalt: row.payload_salt,
    metadataSalt: row.metadata_salt,
    signature: row.whole_signature ?? row.signature,
    verdict: row.verdict,
    laterVerdict: row.later_verdict,
    metadata: erased
      ? null
      : { sender: row.sender, id, type: row.type, subject, time: row.sent_at, receivers: row.receivers?.split(' ').filter(Boolean) ?? [] },
    leaves: row.leaves.map((l) => ({ index: l.index, kind: l.kind, text: Buffer.from(l.text, 'hex'), entry: Buffer.from(l.entry, 'hex') })),
  };
}

/** The bytes of a recorded or refused message with its detached signature, `''` where that is inside of them; `undefined` once they are erased. */
export async function readPayload(
  pool: Pool,
  message: string,
): Promise<{ readonly contentType: string; readonly bytes: Buffer; readonly signature: string } | undefined> {
  const { rows } = await pool.query<{ contentType: string; bytes: Buffer; signature: string }>({
    name: 'payload',
    text: `SELECT p.content_type AS "contentType", p.bytes, coalesce(h.text || m.signature, m.signature, '') AS signature FROM message m
      LEFT JOIN jose_header h ON h.digest = m.jose_header
      JOIN payload p ON p.class = CASE m.outcome WHEN 'recorded' THEN 'legal' ELSE 'refused' END
        AND p.recorded_at = m.recorded_at AND p.message = m.id
      WHERE m.id = $1`,
    values: [message],
  });
  return rows[0];
}

export interface PublishedHead {
  readonly size: number;
  readonly note: string;
  readonly sealP7s: Buffer;
  /** Lower-case hex digests of the revocation data that speak for the seal's certificates; none before it is time-stamped. */
  readonly validation: readonly string[];
  readonly stampedAt: Date | null;
}

/** The newest head that is signed and published, and before it the newest that is time-stamped too, when there is one. */
export async function publishedHeads(pool: Pool, origin: string): Promise<PublishedHead[]> {
  const { rows } = await pool.query<{ size: string; note: string; seal_p7s: Buffer; validation: string[]; stamped_at: Date | null }>(
    `(SELECT c.size, c.note, t.p7s AS seal_p7s, ARRAY(SELECT encode(v, 'hex') FROM unnest(t.validation) v) AS validation,
        t.stamped_at
      FROM timestamped_seal t JOIN checkpoint c USING (origin, size) WHERE t.origin = $1 ORDER BY t.size DESC LIMIT 1)
     UNION ALL
     (SELECT c.size, c.note, c.seal_p7s, '{}', NULL FROM checkpoint c JOIN tree t USING (origin)
      WHERE t.origin = $1 AND c.size = t.published AND c.note IS NOT NULL)`,
    [origin],
  );
  return rows.map((row) => ({
    size: Number(row.size),
    note: row.note,
    sealP7s: row.seal_p7s,
    validation: row.validation,
    stampedAt: row.stamped_at,
  }));
}

/** What was found of a message's signature, as JSON; `undefined` for one whose sender was never proved. */
export async function readVerdict(pool: Pool, message: string): Promise<string | undefined> {
  const { rows } = await pool.query<{ verdict: Buffer }>('SELECT verdict FROM message WHERE id = $1', [message]);
  return rows[0]?.verdict.toString('utf8');
}

/** One OCSP response, CRL or token; `digest` in lower-case hex. */
export async function readValidationData(pool: Pool, digest: string): Promise<Buffer | undefined> {
  const text = 'SELECT bytes FROM validation_data WHERE digest = $1';
  const { rows } = await pool.query<{ bytes: Buffer }>({ name: 'validation-data', text, values: [Buffer.from(digest, 'hex')] });
  return rows[0]?.bytes;
}
