import { later } from '@lienthong/message';
import { DatabaseError, type Pool } from 'pg';

export interface InboxItem {
  /** UUID of the delivery. */
  readonly delivery: string;
  /** UUID of the message. */
  readonly message: string;
  readonly party: string;
  readonly subject: string;
  readonly contentType: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/**
 * Places of a party are given one after the other under a lock that lasts until the commit: whoever has read up to a place misses nothing
 * below it. A delivery that is there gives no place away.
 */
const insert = `
  WITH head AS (
    INSERT INTO inbox_head AS h (party, last) SELECT $3, 1 WHERE NOT EXISTS (SELECT FROM inbox WHERE delivery = $1)
    ON CONFLICT (party) DO UPDATE SET last = h.last + 1 RETURNING last)
  INSERT INTO inbox (delivery, message, party, place, subject, content_type, attributes, body)
  SELECT $1, $2, $3, last, $4, $5, $6, $7 FROM head RETURNING place`;

/** As a zone's process may: it adds deliveries and reads nothing of what lies there. */
export class InboxWriter {
  constructor(private readonly pool: Pool) {}

  /** Resolves with its place when the delivery is durable; the same again changes nothing. Throws `Failure` transient. */
  async put(item: InboxItem): Promise<number> {
    const { delivery, message, party, subject, contentType, attributes, body } = item;
    const values = [delivery, message, party, subject, contentType, JSON.stringify(attributes), body];
    try {
      const { rows } = await this.pool.query<{ place: string }>(insert, values);
      return rows[0] ? Number(rows[0].place) : await this.placeOf(delivery);
    } catch (error) {
      if (codeOf(error) === '23505') return this.placeOf(delivery).catch((again: unknown) => Promise.reject(failed(again)));
      throw failed(error);
    }
  }

  /** The party's newest place, 0 when nothing ever came. Throws `Failure` transient. */
  async last(party: string): Promise<number> {
    try {
      const { rows } = await this.pool.query<{ last: string }>('SELECT last FROM inbox_head WHERE party = $1', [party]);
      return Number(rows[0]?.last ?? 0);
    } catch (error) {
      throw failed(error);
    }
  }

  private async placeOf(delivery: string): Promise<number> {
    const { rows } = await this.pool.query<{ place: string }>('SELECT place FROM inbox WHERE delivery = $1', [delivery]);
    return Number(rows[0]?.place ?? 0);
  }
}

const codeOf = (error: unknown): string => (error instanceof DatabaseError ? (error.code ?? '') : '');

/** A value that no row can hold is that message's fault, all else the database's. What is repeated is recognised, so nothing is unknown. */
function failed(error: unknown) {
  const code = codeOf(error);
  return /^2[23]/.test(code)
    ? later('delivery.failed', { sqlstate: code }, error)
    : later('delivery.unavailable', { reason: 'the inbox is away' }, error);
}
