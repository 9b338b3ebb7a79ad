import type { Pool } from 'pg';

/** A delivery that its party has not answered yet. */
export interface InboxEntry {
  readonly delivery: string;
  readonly place: number;
  readonly message: string;
  readonly subject: string;
  readonly contentType: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly storedAt: Date;
}

export interface InboxAnswer {
  readonly answer: 'acknowledged' | 'rejected';
  /** Code of a rejection, else `''`. */
  readonly reason: string;
  readonly answeredAt: Date;
}

export interface Answering {
  readonly party: string;
  /** UUID. */
  readonly delivery: string;
  readonly answer: InboxAnswer['answer'];
  readonly reason: string;
  /** SHA-256 of the certificate that answers, hex. */
  readonly caller: string;
}

/** Bytes of the bodies of one answer at most; one delivery is always given. */
const mostBytes = 4 << 20;

/** As the gateway may: for one party at a time. */
export class InboxReader {
  constructor(private readonly pool: Pool) {}

  /** Unanswered deliveries beyond `after`, oldest first. */
  async pending(party: string, after: number, limit: number): Promise<InboxEntry[]> {
    const { rows } = await this.pool.query<Omit<InboxEntry, 'place'> & { readonly place: string }>(
      `SELECT delivery, place, message, subject, content_type AS "contentType", attributes, body, stored_at AS "storedAt" FROM (
         SELECT *, sum(length(body)) OVER (ORDER BY place) - length(body) AS before FROM (
           SELECT * FROM inbox WHERE party = $1 AND answer IS NULL AND place > $2 ORDER BY place LIMIT $3) few) sized
       WHERE before = 0 OR before + length(body) <= $4 ORDER BY place`,
      [party, after, limit, mostBytes],
    );
    return rows.map((row) => ({ ...row, place: Number(row.place) }));
  }

  /** Newest place of each party to which anything ever came. */
  async heads(parties: readonly string[]): Promise<Map<string, number>> {
    const { rows } = await this.pool.query<{ party: string; last: string }>('SELECT party, last FROM inbox_head WHERE party = ANY($1)', [
      parties,
    ]);
    return new Map(rows.map(({ party, last }) => [party, Number(last)]));
  }

  /** The first answer stands: it is given back, whichever was wanted. `undefined`: the party has no such delivery. */
  async answer({ party, delivery, answer, reason, caller }: Answering): Promise<InboxAnswer | undefined> {
    await this.pool.query(
      `UPDATE inbox SET answer = $3, reason = $4, caller = $5, answered_at = clock_timestamp()
       WHERE delivery = $1 AND party = $2 AND answer IS NULL`,
      [delivery, party, answer, reason, Buffer.from(caller, 'hex')],
    );
    const { rows } = await this.pool.query<InboxAnswer>(
      'SELECT answer, reason, answered_at AS "answeredAt" FROM inbox WHERE delivery = $1 AND party = $2',
      [delivery, party],
    );
    return rows[0];
  }
}

export interface InboxLine {
  readonly party: string;
  readonly place: number;
  readonly message: string;
  readonly storedAt: Date;
  readonly answer: InboxAnswer['answer'] | null;
  readonly reason: string;
}

/** For operators: what was rejected in the last days, then what lies longest, without anything of a person. */
export async function listInbox(pool: Pool, days: number, limit: number): Promise<InboxLine[]> {
  const { rows } = await pool.query<Omit<InboxLine, 'place'> & { readonly place: string }>(
    `SELECT party, place, message, stored_at AS "storedAt", answer, reason FROM inbox
     WHERE answer IS NULL OR (answer = 'rejected' AND answered_at > clock_timestamp() - make_interval(days => $1))
     ORDER BY answer IS NULL, stored_at LIMIT $2`,
    [days, limit],
  );
  return rows.map((row) => ({ ...row, place: Number(row.place) }));
}
