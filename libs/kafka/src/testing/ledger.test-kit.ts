import { type Advance, PositionMoved } from '@lienthong/message';
import { type Batch, type ConsumerReports, type Position, type PositionStore, keyOf } from '../consumer/model';
import type { KafkaError } from '../error';

/** A database in memory: positions by compare-and-set and effects in one step. */
export class Ledger implements PositionStore {
  readonly values: string[] = [];
  readonly positions = new Map<string, Position>();

  load(topic: string, partition: number): Promise<Position | undefined> {
    return Promise.resolve(this.positions.get(keyOf({ topic, partition })));
  }

  async record({ records, advances }: Batch): Promise<void> {
    await Promise.resolve();
    if (advances.some((advance) => this.next(advance) !== advance.from)) throw new PositionMoved('another process was faster');
    for (const { to, ...rest } of advances)
      this.positions.set(keyOf(rest), { next: to, appendedAt: rest.appendedAt, leaderEpoch: rest.leaderEpoch });
    this.values.push(...records.map(({ value }) => Buffer.from(value).toString()));
  }

  private next(at: Advance): bigint {
    return this.positions.get(keyOf(at))?.next ?? 0n;
  }
}

/** Remembers what a consumer reports. */
export class Reports implements ConsumerReports {
  readonly failures: unknown[] = [];
  readonly ends: KafkaError[] = [];
  readonly stalls: { lag: bigint; seconds: number; failing: boolean }[] = [];

  failing(error: unknown): void {
    this.failures.push(error);
  }

  stopped(error: KafkaError): void {
    this.ends.push(error);
  }

  stalled(facts: { lag: bigint; seconds: number; failing: boolean }): void {
    this.stalls.push(facts);
  }
}
