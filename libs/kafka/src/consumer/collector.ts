import type { Timer } from '../timer';
import type { Advance, Batch, BatchLimits, ConsumedRecord, TopicPartition } from './model';
import { keyOf } from './model';

const bytesOf = ({ key, value }: Pick<ConsumedRecord, 'key' | 'value'>): number => key.length + value.length;

/** Collects records of all partitions in the order they come; holds about two batches, one to hand over and one to come. */
export class Collector {
  private readonly waiting: ConsumedRecord[] = [];
  private bytes = 0;
  private since = 0;
  private closed = false;
  private changed = new AbortController();

  constructor(
    private readonly limits: BatchLimits,
    private readonly timer: Timer,
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

  /** Forgets waiting records of these partitions, or of all. */
  drop(partitions?: readonly TopicPartition[]): void {
    const gone = partitions && new Set(partitions.map(keyOf));
    const kept = gone ? this.waiting.filter((record) => !gone.has(keyOf(record))) : [];
    this.waiting.splice(0, this.waiting.length, ...kept);
    this.bytes = kept.reduce((sum, record) => sum + bytesOf(record), 0);
    this.signal();
  }

  /** Undefined when there is room; else resolves at the next change. */
  full(): Promise<void> | undefined {
    const room = this.waiting.length < 2 * this.limits.records && this.bytes < 2 * this.limits.bytes;
    return room ? undefined : this.timer.sleep(60_000, this.changed.signal);
  }

  /** The next batch once it is full or has waited long enough; undefined once closed. One caller at a time. */
  async take(): Promise<Batch | undefined> {
    while (!this.closed) {
      const ms = this.msUntilDue();
      if (ms <= 0) return this.cut();
      await this.timer.sleep(ms, this.changed.signal);
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

  private signal(): void {
    this.changed.abort();
    this.changed = new AbortController();
  }
}

export function advancesOf(records: readonly ConsumedRecord[]): Advance[] {
  const advances = new Map<string, Advance>();
  for (const record of records) {
    const { topic, partition, offset, timestamp, leaderEpoch = -1 } = record;
    const from = advances.get(keyOf(record))?.from ?? offset;
    advances.set(keyOf(record), { topic, partition, from, to: offset + 1n, appendedAt: timestamp, leaderEpoch });
  }
  return [...advances.values()];
}
