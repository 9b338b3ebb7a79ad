import type { KafkaClient } from '../client';
import { KafkaError } from '../error';
import { type Timer, backOffMs } from '../timer';
import { Gate } from './gate';
import { Group, type Intake, type Seek } from './group';
import { type CommonOptions, type ConsumedRecord, type Running, type TopicPartition, keyOf } from './model';
import { watch } from './watchdog';
import { Watermark } from './watermark';

/**
 * Resolves when the group's offset stands behind a record although it is unfinished: nobody is handed it again, nor what stands before it.
 * Throws when that could not be written down, or the partition went to somebody else.
 */
export type Claim = () => Promise<void>;

export interface EachOptions extends CommonOptions {
  /** Called for up to `concurrency` records at once, in no order among them; a throw repeats the record after 100 ms … 5 s. */
  readonly each: (record: ConsumedRecord, claim: Claim) => Promise<void>;
  readonly concurrency: number;
  /** A partition rests while it is this many records ahead of its first unfinished one. */
  readonly maxOutstanding: number;
}

/** At least once: the group's offset is the contiguous low watermark of finished records. A record that is claimed: at most once. */
export class EachRun implements Intake, Running {
  private readonly group: Group;
  private readonly gate = new Gate();
  private readonly stopping = new AbortController();
  private marks = new Map<string, Watermark>();
  private queue: ConsumedRecord[] = [];
  /** What is at work, the oldest first, and since when. */
  private readonly atWork = new Map<Promise<void>, number>();
  private readonly resting = new Set<string>();
  private completed = 0;
  private failing = false;

  constructor(
    private readonly client: KafkaClient,
    private readonly options: EachOptions,
    private readonly timer: Timer,
  ) {
    this.group = new Group(client, options, this, timer);
  }

  async start(): Promise<this> {
    await this.group.start();
    const { reports, stallAfterMs } = this.options;
    void watch(
      this.client,
      {
        ...{ standing: () => this.standing(), progress: () => this.completed, failing: () => this.failing },
        inHandSince: () => this.atWork.values().next().value,
      },
      {
        ...{ reports, stallAfterMs, timer: this.timer, stop: this.stopping.signal, paused: () => this.gate.isShut },
      },
    );
    return this;
  }

  pause(): void {
    this.gate.shut();
  }

  resume(): void {
    this.gate.open();
    this.pump();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.queue = [];
    await Promise.all(this.atWork.keys());
    await this.group.stop();
  }

  /** Partitions that stay ours keep their marks: what is at work is not fetched again. */
  forget(assigned: readonly TopicPartition[]): void {
    const ours = new Set(assigned.map(keyOf));
    this.marks = new Map([...this.marks].filter(([key]) => ours.has(key)));
    this.queue = this.queue.filter((record) => ours.has(keyOf(record)));
  }

  positions(assigned: readonly TopicPartition[]): Promise<readonly Seek[]> {
    const seeks = assigned.flatMap((at) => {
      const mark = this.marks.get(keyOf(at));
      return mark ? [{ ...at, offset: mark.next }] : [];
    });
    return Promise.resolve(seeks);
  }

  begin(): void {
    // whether kafkajs kept its pauses depends on how it came back: say it again
    this.resting.clear();
    for (const at of this.group.owned()) {
      this.force(at, false);
      this.rest(at);
    }
  }

  take(records: readonly ConsumedRecord[]): boolean {
    if (this.stopping.signal.aborted) return true;
    for (const record of records) {
      const mark = this.marks.get(keyOf(record)) ?? new Watermark(record.offset);
      this.marks.set(keyOf(record), mark);
      if (record.offset < mark.next) continue;
      mark.take(record.offset);
      this.queue.push(record);
    }
    if (records[0]) this.rest(records[0]);
    this.pump();
    return true;
  }

  full(): undefined {
    return undefined;
  }

  private pump(): void {
    while (this.atWork.size < this.options.concurrency && !this.gate.isShut) {
      const record = this.queue.shift();
      if (record === undefined) return;
      const mark = this.marks.get(keyOf(record));
      if (mark === undefined) continue;
      const work = this.finish(record, mark).then(() => {
        this.atWork.delete(work);
        this.pump();
      });
      this.atWork.set(work, this.timer.now());
    }
  }

  /** Ends when the record is done, its partition went to somebody else, or the consumer stops. */
  private async finish(record: ConsumedRecord, mark: Watermark): Promise<void> {
    const ours = (): boolean => this.isOurs(record, mark);
    for (let attempt = 1; ours(); attempt++)
      try {
        await this.options.each(record, () => this.claim(record, mark));
        this.complete(record, mark, ours());
        return;
      } catch (error) {
        this.failing = true;
        const retryInMs = backOffMs(attempt);
        this.options.reports.failing(error, { attempt, retryInMs });
        await this.timer.sleep(retryInMs, this.stopping.signal);
        if (this.stopping.signal.aborted) return;
      }
  }

  private async claim(record: ConsumedRecord, mark: Watermark): Promise<void> {
    mark.claim(record.offset);
    if (this.isOurs(record, mark)) await this.group.hints.now(record, mark.resume);
    if (!this.isOurs(record, mark)) throw new KafkaError('kafka.unavailable', { topic: record.topic, reason: 'the partition moved on' });
  }

  private isOurs(at: TopicPartition, mark: Watermark): boolean {
    return this.marks.get(keyOf(at)) === mark;
  }

  private complete(record: ConsumedRecord, mark: Watermark, ours: boolean): void {
    this.failing = false;
    this.completed++;
    mark.complete(record.offset);
    if (!ours) return;
    this.group.hints.set(record, mark.resume);
    this.rest(record);
  }

  private rest(at: TopicPartition): void {
    const mark = this.marks.get(keyOf(at));
    const ahead = mark?.ahead ?? 0n;
    const max = BigInt(this.options.maxOutstanding);
    if (ahead >= max) this.setResting(at, true);
    else if (ahead <= max / 2n) this.setResting(at, false);
  }

  private setResting(at: TopicPartition, resting: boolean): void {
    if (this.resting.has(keyOf(at)) === resting) return;
    this.force(at, resting);
  }

  private force(at: TopicPartition, resting: boolean): void {
    this.resting[resting ? 'add' : 'delete'](keyOf(at));
    this.group.setPaused(at, resting);
  }

  private standing(): (TopicPartition & { done: bigint })[] {
    return this.group.owned().flatMap((at) => {
      const mark = this.marks.get(keyOf(at));
      return mark ? [{ ...at, done: mark.low }] : [];
    });
  }
}
