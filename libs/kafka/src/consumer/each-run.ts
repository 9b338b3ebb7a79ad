import type { TopicPartition } from '@lienthong/message';
import type { KafkaClient } from '../client';
import { KafkaError } from '../error';
import { backOffMs, sleep } from '../timer';
import { Channels } from './channels';
import { Group, type Intake, type Seek } from './group';
import { rewound } from './log-range';
import { type CommonOptions, type ConsumedRecord, type Running, keyOf } from './model';
import { watch } from './watchdog';
import { Watermark } from './watermark';

/**
 * Resolves when the group's offset stands behind a record although it is unfinished: nobody is handed it again, nor what stands before it.
 * Throws when that could not be written down, or the partition went to somebody else.
 */
export type Claim = () => Promise<void>;

export interface EachOptions extends CommonOptions {
  /** Called for many records at once, in no order among them; a throw repeats the record after 100 ms … 5 s. */
  readonly each: (record: ConsumedRecord, claim: Claim) => Promise<void>;
  /** Records at once of each channel, which is what stands before the `|` of a key. */
  readonly concurrency: number;
  /** A partition rests while it is this many records ahead of its first unfinished one. */
  readonly maxOutstanding: number;
}

interface AtHand {
  readonly record: ConsumedRecord;
  readonly part: Part;
}

interface Part {
  readonly mark: Watermark;
  /** Until it goes to somebody else. */
  ours: boolean;
}

/** At least once: the group's offset is the contiguous low watermark of finished records. A record that is claimed: at most once. */
export class EachRun implements Intake, Running {
  private readonly group: Group;
  private readonly stopping = new AbortController();
  private readonly parts = new Map<string, Part>();
  private readonly channels: Channels<AtHand>;
  /** What is at work, the oldest first, and since when. */
  private readonly atWork = new Map<Promise<void>, number>();
  private readonly resting = new Set<string>();
  private readonly most: bigint;
  private completed = 0;
  private suspicions = 0;
  private failing = false;

  constructor(
    private readonly client: KafkaClient,
    private readonly options: EachOptions,
  ) {
    this.group = new Group(client, options, this);
    this.channels = new Channels(options.concurrency);
    this.most = BigInt(options.maxOutstanding);
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
      { reports, stallAfterMs, stop: this.stopping.signal },
    );
    return this;
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.channels.keep(() => false);
    await Promise.all(this.atWork.keys());
    await this.group.stop();
  }

  /** Partitions that stay ours keep their marks: what is at work is not fetched again. */
  forget(assigned: readonly TopicPartition[]): void {
    const kept = new Set(assigned.map(keyOf));
    for (const [key, part] of this.parts) {
      if (kept.has(key)) continue;
      part.ours = false;
      this.parts.delete(key);
    }
    this.channels.keep(({ part }) => part.ours);
  }

  async positions(assigned: readonly TopicPartition[]): Promise<readonly Seek[]> {
    const seeks = assigned.flatMap((at) => {
      const part = this.parts.get(keyOf(at));
      return part ? [{ ...at, offset: part.mark.next }] : [];
    });
    const problem = await rewound(this.client, seeks);
    if (problem) return this.suspect(problem);
    this.suspicions = 0;
    return seeks;
  }

  begin(): void {
    // whether kafkajs kept its pauses depends on how it came back: say it again
    this.resting.clear();
    for (const at of this.group.owned()) {
      this.force(at, false);
      const part = this.parts.get(keyOf(at));
      if (part) this.rest(at, part.mark);
    }
  }

  /** Of one partition. False for what was taken before: is the log another one? */
  take(records: readonly ConsumedRecord[]): boolean {
    const [first] = records;
    if (this.stopping.signal.aborted || first === undefined) return true;
    const part = this.partOf(first);
    // kafkajs begins a log anew, unasked, when it no longer holds the place that was read
    if ((records.at(-1)?.offset ?? 0n) < part.mark.next) return false;
    const channels = new Set<string>();
    for (const record of records) {
      if (record.offset < part.mark.next) continue;
      part.mark.take(record.offset);
      const channel = channelOf(record);
      this.channels.add(channel, { record, part });
      channels.add(channel);
    }
    this.rest(first, part.mark);
    for (const channel of channels) this.pump(channel);
    return true;
  }

  full(): undefined {
    return undefined;
  }

  /** A leader that has just been elected may answer with an older end for a moment: the third look decides. */
  private suspect(problem: KafkaError): never[] {
    if (++this.suspicions < 3) throw problem;
    if (!this.stopping.signal.aborted) {
      void this.stop();
      this.options.reports.stopped(problem);
    }
    return [];
  }

  private partOf(record: ConsumedRecord): Part {
    const part = this.parts.get(keyOf(record)) ?? { mark: new Watermark(record.offset), ours: true };
    this.parts.set(keyOf(record), part);
    return part;
  }

  private pump(channel: string): void {
    for (;;) {
      const one = this.channels.begin(channel);
      if (one === undefined) return;
      const work = this.finish(one).then(() => {
        this.atWork.delete(work);
        this.channels.end(channel);
        this.pump(channel);
      });
      this.atWork.set(work, Date.now());
    }
  }

  /** Ends when the record is done, its partition went to somebody else, or the consumer stops. */
  private async finish({ record, part }: AtHand): Promise<void> {
    for (let attempt = 1; part.ours; attempt++)
      try {
        await this.options.each(record, () => this.claim(record, part));
        this.complete(record, part);
        return;
      } catch (error) {
        // what could not be ended in time is for whoever reads after us
        if (this.stopping.signal.aborted) return;
        this.failing = true;
        const retryInMs = backOffMs(attempt);
        this.options.reports.failing(error, { attempt, retryInMs });
        await sleep(retryInMs, this.stopping.signal);
        if (this.stopping.signal.aborted) return;
      }
  }

  private async claim(record: ConsumedRecord, part: Part): Promise<void> {
    part.mark.claim(record.offset);
    if (part.ours) await this.group.hints.now(record, part.mark.resume);
    if (!part.ours) throw new KafkaError('kafka.unavailable', { topic: record.topic, reason: 'the partition moved on' });
  }

  private complete(record: ConsumedRecord, { mark, ours }: Part): void {
    this.failing = false;
    this.completed++;
    mark.complete(record.offset);
    if (!ours) return;
    this.group.hints.set(record, mark.resume);
    this.rest(record, mark);
  }

  private rest(at: TopicPartition, { ahead }: Watermark): void {
    if (ahead >= this.most) this.setResting(at, true);
    else if (this.resting.size > 0 && ahead <= this.most / 2n) this.setResting(at, false);
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
      const part = this.parts.get(keyOf(at));
      return part ? [{ ...at, done: part.mark.low }] : [];
    });
  }
}

/** Keys are lanes. */
function channelOf({ key }: ConsumedRecord): string {
  const end = key.indexOf('|');
  return end < 0 ? key : key.slice(0, end);
}
