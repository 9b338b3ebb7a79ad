import type { SignedHead, TreeHead } from '@lienthong/evidence';
import type { Advance, DeliveryResult, OutgoingRecord } from '@lienthong/message';
import type { Lot } from './lot';
import type { RuleSet } from './rules';
import type { Parsed } from './steps/parse';
import type { Routed } from './steps/route';

/** Called once a batch. */
export interface Rules {
  current(): Promise<RuleSet>;
  /**
   * Verifies what takes long beside this thread, then fetches OCSP responses and CRLs that the batch needs and no cache holds; that ends at
   * the deadline (milliseconds) with what there is.
   */
  fetchMissing(parsed: Lot<Parsed>, deadlineMs: number): Promise<void>;
}

/** What one transaction of step 7 wrote. */
export interface Recorded {
  readonly recorded: number;
  readonly refused: number;
  readonly duplicates: number;
  readonly unverified: number;
  readonly parked: number;
}

/** A result as it came in: from which zone, and when Kafka took it (LogAppendTime). */
export type Settlement = DeliveryResult & { readonly zone: string; readonly acceptedAt: Date };

/** The queue of record. Throws `PositionMoved`, `RulesChanged`, `ParkedMoved`, `Unstorable`, or the driver's error when the database is away. */
export interface Ledger {
  record(lot: Lot<Routed>, rulesVersion: number, advances: readonly Advance[]): Promise<Recorded>;
  settle(results: readonly Settlement[], advances: readonly Advance[]): Promise<void>;
}

/** The Merkle log of outcomes, one writer under a lease. */
export interface Log {
  /** Numbers at most `limit` pending leaves; gives the newest head that is not sealed yet. */
  numberPending(limit: number): Promise<TreeHead | undefined>;
  /** Keeps the head where the database cannot reach it; what it covers may be sent from then on. */
  seal(head: SignedHead): Promise<void>;
}

export interface Queue {
  /** Leases at most `limit` deliveries, sealed and due, the head of each free lane. Committed when it resolves. */
  release(limit: number): Promise<readonly Released[]>;
}

export interface Released extends OutgoingRecord {
  readonly zone: string;
}

export interface Out {
  publish(released: readonly Released[]): Promise<void>;
}

export interface Ports {
  readonly rules: Rules;
  readonly ledger: Ledger;
  readonly log: Log;
  readonly sign: (head: TreeHead) => Promise<SignedHead>;
  readonly queue: Queue;
  readonly out: Out;
  /** UUIDv7. */
  readonly newId: () => string;
}
