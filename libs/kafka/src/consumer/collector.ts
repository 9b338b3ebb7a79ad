import type { Advance } from '@lienthong/message';
import { type Timer, systemTimer } from '../timer';
import type { Batch, BatchLimits, ConsumedRecord } from './model';
import { keyOf } from './model';

const bytesOf = ({ key, value }: Pick<ConsumedRecord, 'key' | 'value'>): number => key.length + value.length;

/** Collects records of all partitions in the order they come; holds about two batches, one to hand over and one to come. */
export class Collector {
  private readonly waiting: ConsumedRecord[] = [];
  private bytes = 0;
  private since = 0;
  private closed = false;
  private changed = new AbortController();
  private awaited = false;

  constructor(
    private readonly limits: BatchLimits,
    private readonly timer: Timer = systemTimer,
  ) {}

  add(records: readonly ConsumedRecord[]): void {
    if (records.length === 0) return;
    if (this.waiting.length === 0) this.since = this.timer.now();
    for (const record of records) {
      this.waiting.push(record);
      this.bytes += bytesOf(record);
    }
    this.signal();
  }

  /** Forgets what waits. */
  drop(): void {
    this.waiting.length = 0;
    this.bytes = 0;
    this.signal();
  }

  /** Undefined when there is room; else resolves at the next change. */
  full(): Promise<void> | undefined {
    const room = this.waiting.length < 2 * this.limits.records && this.bytes < 2 * this.limits.bytes;
    return room ? undefined : this.change(60_000);
  }

  /** The next batch once it is full or has waited long enough; undefined once closed. One caller at a time. */
  async take(): Promise<Batch | undefined> {
    while (!this.closed) {
      const ms = this.msUntilDue();
      if (ms <= 0) return this.cut();
      await this.change(ms);
    }
    return undefined;
  }

  close(): void {
    this.closed = true;
    this.signal();
  }

  private msUntilDue(): number {
    if (this.waiting.length === 0) return 60_000;
    if (this.waiting.length >= this.limits.records || this.bytes >= this.limits.bytes) return 0;
    return this.since + this.limits.waitMs - this.timer.now();
  }

  private cut(): Batch {
    let count = 0;
    let bytes = 0;
    for (const record of this.waiting) {
      const size = bytesOf(record);
      if (count >= this.limits.records || (count > 0 && bytes + size > this.limits.bytes)) break;
      bytes += size;
      count++;
    }
    this.bytes -= bytes;
    const records = this.waiting.splice(0, count);
    this.signal();
    return { records, advances: advancesOf(records) };
  }

  private change(withinMs: number): Promise<void> {
    this.awaited = true;
    return this.timer.sleep(withinMs, this.changed.signal);
  }

  private signal(): void {
    if (!this.awaited) return;
    this.awaited = false;
    // a reason of our own spares the making of an exception with its stack
    this.changed.abort('changed');
    this.changed = new AbortController();
  }
}

export function advancesOf(records: readonly ConsumedRecord[]): Advance[] {
  const ends = new Map<string, { readonly first: ConsumedRecord; last: ConsumedRecord }>();
  let [run, at]: [{ last: ConsumedRecord } | undefined, ConsumedRecord | undefined] = [undefined, undefined];
  for (const record of records) {
    // records of one partition come in runs
    if (run && at?.partition === record.partition && at.topic === record.topic) {
      run.last = record;
      continue;
    }
    const key = keyOf(record);
    const known = ends.get(key);
    if (known) known.last = record;
    else ends.set(key, { first: record, last: record });
    [run, at] = [ends.get(key), record];
  }
  return [...ends.values()].map(({ first: { topic, partition, offset: from }, last }) => {
    return { topic, partition, from, to: last.offset + 1n, appendedAt: last.timestamp, leaderEpoch: last.leaderEpoch ?? -1 };
  });
}
