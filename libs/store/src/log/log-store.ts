import type { SealedHeads, SignedHead, TreeHead } from '@lienthong/evidence';
import type { Pool } from 'pg';
import { makeDue } from '../delivery/due';
import { transact } from '../pool';
import { type KeptHeads, forgetOldHeads, sealedRoots } from './heads';
import { type LogLease, numberPending } from './number';
import { countUnverified } from './unverified-hours';
import { together } from '../sql/together';

/** A signed head as it is stored. */
export interface SignedRow {
  readonly note: string;
  readonly sealP7s: Buffer;
  /** Size of the head that the world sees, as far as this database knows. */
  readonly published: number;
}

/** PostgreSQL's side of the Merkle log. */
export class LogStore {
  /** The heads that this database knows. */
  readonly sealed: SealedHeads;

  constructor(
    private readonly pool: Pool,
    private readonly lease: LogLease,
    private readonly newId: () => string,
  ) {
    this.sealed = sealedRoots(pool, lease.origin);
  }

  /**
   * Gives leaves their numbers, when this process writes the log and what was `signed` before is part of this database's history.
   * @throws EvidenceError `evidence.older-tree`, `evidence.forked-tree`: nothing was numbered
   */
  numberPending(limit: number, signed: () => TreeHead | undefined): Promise<TreeHead | undefined> {
    return transact(this.pool, (db) => numberPending(db, { lease: this.lease, signed }, limit));
  }

  /** Entries of the leaves `from` (inclusive) to `to` (exclusive), in order. */
  async entries(from: number, to: number): Promise<Uint8Array[]> {
    const text = 'SELECT entry FROM leaf WHERE index >= $1 AND index < $2 ORDER BY index';
    const { rows } = await this.pool.query<{ entry: Buffer }>({ name: 'entries', text, values: [from, to] });
    return rows.map((row) => row.entry);
  }

  /**
   * A leaf about the next messages that nobody could verify, of one hour that is over; done by the process that writes the log. Gives
   * their number, 0 when all are counted.
   */
  async countUnverified(): Promise<number> {
    return (await this.isHeld()) ? transact(this.pool, (db) => countUnverified(db, this.newId)) : 0;
  }

  /** Is this process the one that writes the log now? */
  async isHeld(): Promise<boolean> {
    const text = 'SELECT FROM tree WHERE origin = $1 AND holder = $2 AND lease_until > clock_timestamp()';
    return (await this.pool.query(text, [this.lease.origin, this.lease.holder])).rowCount === 1;
  }

  /** For long work under the lease; `false`: another process has taken over. */
  async renew(): Promise<boolean> {
    const { origin, holder, seconds } = this.lease;
    const text = 'UPDATE tree SET lease_until = clock_timestamp() + make_interval(secs => $3) WHERE origin = $1 AND holder = $2';
    return (await this.pool.query({ name: 'renew-lease', text, values: [origin, holder, seconds] })).rowCount === 1;
  }

  /** A process that stops lets the next one write at once. */
  async leave(): Promise<void> {
    const text = "UPDATE tree SET lease_until = '-infinity' WHERE origin = $1 AND holder = $2";
    await this.pool.query(text, [this.lease.origin, this.lease.holder]);
  }

  /**
   * Runs `remember`, which keeps the head outside of this database, with the tree's row locked; deliveries of messages up to this head may
   * go out from then on. A process that lost the lease while it signed, or an older head, changes nothing and gives `false`.
   */
  markSealed(head: SignedHead, remember: () => Promise<void>): Promise<boolean> {
    const { origin, holder } = this.lease;
    return transact(this.pool, async (db) => {
      const { rows } = await db.query<{ before: string }>({
        name: 'mark-sealed',
        text: `WITH ours AS (SELECT origin, sealed FROM tree WHERE origin = $1 AND holder = $3 AND sealed <= $2 FOR UPDATE),
                 head AS (UPDATE checkpoint c SET note = $4, seal_p7s = $5 FROM ours WHERE c.origin = ours.origin AND c.size = $2)
               UPDATE tree t SET sealed = $2, unpublished_since = CASE WHEN published < $2 THEN coalesce(unpublished_since, clock_timestamp()) END
               FROM ours WHERE t.origin = ours.origin RETURNING ours.sealed AS before`,
        values: [origin, head.size, holder, head.note, head.sealP7s],
      });
      if (!rows[0]) return false;
      await together(makeDue(db, Number(rows[0].before), head.size), remember());
      return true;
    });
  }

  /** The newest signed head, when this process writes the log. */
  async signedHead(): Promise<SignedRow | undefined> {
    const { rows } = await this.pool.query<Omit<SignedRow, 'published'> & { readonly published: string }>({
      name: 'signed-head',
      text: `SELECT c.note, c.seal_p7s AS "sealP7s", t.published FROM tree t JOIN checkpoint c ON c.origin = t.origin AND c.size = t.sealed
             WHERE t.origin = $1 AND t.holder = $2 AND t.lease_until > clock_timestamp()`,
      values: [this.lease.origin, this.lease.holder],
    });
    return rows[0] && { ...rows[0], published: Number(rows[0].published) };
  }

  /**
   * Runs `replace`, which shows the head to the world, with the tree's row locked. Signed heads that the world never saw are forgotten, not
   * the one of size `shown`, which it sees until now. A process that lost the lease meanwhile, or an older head, replaces nothing and gives `false`.
   */
  markPublished(size: number, shown: number, replace: () => Promise<void>): Promise<boolean> {
    const { origin, holder } = this.lease;
    return transact(this.pool, async (db) => {
      const { rowCount } = await db.query({
        name: 'mark-published',
        text: `WITH ours AS (SELECT origin, published FROM tree WHERE origin = $1 AND holder = $3 AND published <= $2 FOR UPDATE),
                 unseen AS (DELETE FROM checkpoint c USING ours WHERE c.origin = ours.origin AND c.size > ours.published AND c.size < $2 AND c.size <> $4)
               UPDATE tree t SET published = $2, unpublished_since = CASE WHEN sealed > $2 THEN clock_timestamp() END
               FROM ours WHERE t.origin = ours.origin`,
        values: [origin, size, holder, shown],
      });
      if (rowCount !== 1) return false;
      await replace();
      return true;
    });
  }

  /** Since when there has been a seal that the world cannot see; `undefined`: it sees the newest. */
  async unpublishedSince(): Promise<{ readonly since: Date; readonly now: Date } | undefined> {
    const text =
      'SELECT unpublished_since AS since, clock_timestamp() AS now FROM tree WHERE origin = $1 AND unpublished_since IS NOT NULL';
    return (await this.pool.query<{ since: Date; now: Date }>(text, [this.lease.origin])).rows[0];
  }

  /** Sizes of the heads that are left: `kept` and each time-stamped one. */
  forgetOldHeads(kept: KeptHeads): Promise<number[]> {
    return transact(this.pool, (db) => forgetOldHeads(db, this.lease.origin, kept));
  }
}
