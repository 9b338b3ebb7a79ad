import type { Advance, Failure } from '@lienthong/message';
import {
  Ended,
  type Handed,
  type Ledger,
  type Lot,
  type Quarantine,
  type Recorded,
  type Reverified,
  type Routed,
  type Settlement,
  receive,
} from '@lienthong/pipeline';
import type { Pool, PoolClient } from 'pg';
import { type PlacedAct, recordActs } from './acts';
import { type SettleContext, settle } from '../delivery/settle';
import { transact } from '../pool';
import { clock } from '../sql/clock';
import { blameRows } from './fault';
import { type Parkable, type ParkedPage, dueParked, unpark, writeParked } from './parked';
import { advance } from './positions';
import { dueProvisional, settleProvisional } from './provisional';
import { type RecordContext, record } from './record';
import { endUnverified } from './unverified';

export interface LedgerContext extends RecordContext, SettleContext {
  /** Hears of each message that a defect of ours parked, once that is committed. */
  readonly alarm: (reason: Failure, parked: Pick<Parkable, 'message' | 'zone' | 'position'>) => void;
}

/** The queue of record: one transaction a batch. */
export class PostgresLedger implements Ledger {
  constructor(
    private readonly pool: Pool,
    private readonly context: LedgerContext,
  ) {}

  async record(lot: Lot<Routed>, rulesVersion: number, advances: readonly Advance[]): Promise<Recorded> {
    const recorded = await transact(this.pool, (db) => record(db, lot, rulesVersion, advances, this.context), blameRows);
    for (const m of lot) if (m instanceof Ended && m.reason.code === 'hub.defect') this.context.alarm(m.reason, m.received);
    return recorded;
  }

  settle(results: readonly Settlement[], advances: readonly Advance[]): Promise<void> {
    return transact(this.pool, (db) => settle(db, results, advances, this.context), blameRows);
  }

  /** Acts of signing at the gateway, a leaf for each; one that is there already changes nothing. `resumed` of them stood parked. Gives how many were new. */
  recordActs(acts: readonly PlacedAct[], resumed: readonly Parkable[] = []): Promise<number> {
    const work = (db: PoolClient): Promise<number> => unpark(db, resumed).then(() => recordActs(db, acts, this.context.random));
    return transact(this.pool, work, blameRows);
  }

  /** Keeps an act of signing that is not in the ledger, for an operator; one that is told again is there already. */
  async parkAct(act: Parkable, reason: Failure): Promise<void> {
    await transact(this.pool, async (db) => {
      if (act.parked) await unpark(db, [act]);
      await writeParked(db, [{ received: act, reason }], await clock(db), this.context.backoff, 'ON CONFLICT DO NOTHING');
    });
    this.context.alarm(reason, act);
  }

  /** Parked messages whose time has come, lane by lane in their order: for `take`. */
  dueParked(page: ParkedPage): Promise<Handed[]> {
    return dueParked(this.pool, page);
  }

  /** Messages taken provisionally whose time has come: for `reverify`. Each is due again by itself until it is settled. */
  dueProvisional(limit: number): Promise<Handed[]> {
    return dueProvisional(this.pool, limit);
  }

  /** Gives those that nobody had settled yet. */
  settleProvisional(reverified: readonly Reverified[]): Promise<Reverified[]> {
    return transact(this.pool, (db) => settleProvisional(db, reverified, this.context.newId));
  }

  /** Tables for the months ahead; no running role may create tables otherwise. */
  async ensurePartitions(): Promise<void> {
    await this.pool.query('SELECT hub.ensure_partitions(3)');
  }

  readonly quarantine: Quarantine = async (message, reason, advances) => {
    const received = receive(message, this.context.newId);
    const waited = received.parked?.released;
    await transact(this.pool, async (db) => {
      await advance(db, advances, this.context.clusterId);
      if (received.parked) await unpark(db, [received]);
      const at = await clock(db);
      if (waited !== undefined) await endUnverified(db, received, waited, at, this.context.worker);
      else await writeParked(db, [{ received, reason }], at, this.context.backoff);
    });
    if (waited === undefined) this.context.alarm(reason, received);
  };
}
