import { PositionMoved, type TopicPartition } from '@lienthong/message';
import type { KafkaClient } from '../client';
import { KafkaError } from '../error';
import { backOffMs, sleep } from '../timer';
import { Collector } from './collector';
import { type Cursor, admit, checkLog, readFrom } from './cursor';
import { Group, type Intake, type Seek } from './group';
import { readClusterId, readRange } from './log-range';
import { type Batch, type BatchLimits, type CommonOptions, type ConsumedRecord, type PositionStore, type Running, keyOf } from './model';
import { watch } from './watchdog';

export interface BatchOptions extends CommonOptions {
  readonly positions: PositionStore;
  readonly limits: BatchLimits;
  /**
   * One call at a time; the next batch is collected meanwhile. Advances the positions in its own transaction. Throws `PositionMoved` when
   * the compare-and-set fails; any other error repeats the same batch after 100 ms … 5 s.
   */
  readonly handle: (batch: Batch) => Promise<void>;
}

interface PositionSeek extends Seek {
  readonly cursor: Cursor;
}

/** Exactly once, as far as `handle` writes its effects and the position in one transaction. */
export class BatchRun implements Intake, Running {
  private readonly collector: Collector;
  private readonly group: Group;
  private readonly stopping = new AbortController();
  private readonly cursors = new Map<string, Cursor>();
  private readonly done = new Map<string, bigint>();
  private round = 0;
  private suspicions = 0;
  private moves = 0;
  private completed = 0;
  private failing = false;
  private atWork: Promise<unknown> | undefined;
  private loop: Promise<void> | undefined;
  private clusterId: string | undefined;

  constructor(
    private readonly client: KafkaClient,
    private readonly options: BatchOptions,
  ) {
    this.collector = new Collector(options.limits);
    this.group = new Group(client, options, this);
  }

  async start(): Promise<this> {
    await this.group.start();
    this.loop = this.work();
    const { reports, stallAfterMs } = this.options;
    void watch(
      this.client,
      { standing: () => this.standing(), progress: () => this.completed, failing: () => this.failing },
      { reports, stallAfterMs, stop: this.stopping.signal },
    );
    return this;
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.collector.close();
    await this.loop;
    await this.group.stop();
  }

  forget(): void {
    this.round++;
    this.collector.drop();
  }

  async positions(assigned: readonly TopicPartition[]): Promise<readonly PositionSeek[]> {
    await this.atWork;
    const clusterId = (this.clusterId ??= await readClusterId(this.client));
    const topics = [...new Set(assigned.map(({ topic }) => topic))];
    const ranges = new Map(await Promise.all(topics.map(async (topic) => [topic, await readRange(this.client, topic)] as const)));
    const seeks: PositionSeek[] = [];
    for (const { topic, partition } of assigned) {
      const position = await this.options.positions.load(topic, partition);
      const log = ranges.get(topic)?.get(partition) ?? { low: 0n, high: 0n };
      const problem = checkLog({ topic, partition }, position, log, clusterId);
      if (problem) return this.suspect(problem);
      const cursor = position ?? { next: 0n };
      seeks.push({ topic, partition, cursor, offset: readFrom(cursor, log.low) });
    }
    this.suspicions = 0;
    return seeks;
  }

  begin(seeks: readonly PositionSeek[]): void {
    this.forget();
    this.cursors.clear();
    this.done.clear();
    for (const seek of seeks) {
      this.cursors.set(keyOf(seek), seek.cursor);
      this.done.set(keyOf(seek), seek.cursor.next);
    }
  }

  take(records: readonly ConsumedRecord[]): boolean {
    const [first] = records;
    if (first === undefined) return true;
    const cursor = this.cursors.get(keyOf(first));
    if (cursor === undefined || this.stopping.signal.aborted) return false;
    const admission = admit(cursor, records);
    if ('refused' in admission) this.fail(admission.refused);
    if (!('taken' in admission)) return false;
    this.cursors.set(keyOf(first), admission.cursor);
    this.collector.add(admission.taken);
    return true;
  }

  full(): Promise<void> | undefined {
    return this.collector.full();
  }

  private async work(): Promise<void> {
    for (let batch = await this.collector.take(); batch; batch = await this.collector.take()) await this.complete(batch);
  }

  /** Ends when the batch is done, or belongs to a reading that was given up. */
  private async complete(batch: Batch): Promise<void> {
    const { round } = this;
    for (let attempt = 1; ; attempt++) {
      if (round !== this.round || this.stopping.signal.aborted) return;
      const error = await this.attempt(batch);
      if (error === undefined) {
        this.confirm(batch);
        return;
      }
      if (error instanceof PositionMoved) return this.moved();
      await this.wait(error, attempt);
      if (await this.hasMoved(batch)) return this.moved();
    }
  }

  private async attempt(batch: Batch): Promise<unknown> {
    const outcome = this.options.handle(batch).then(
      () => undefined,
      (error: unknown) => error ?? new KafkaError('kafka.handler-failed'),
    );
    this.atWork = outcome;
    const error = await outcome;
    this.atWork = undefined;
    return error;
  }

  private confirm({ records, advances }: Batch): void {
    this.failing = false;
    this.moves = 0;
    this.completed += records.length;
    for (const advance of advances) {
      this.done.set(keyOf(advance), advance.to);
      this.group.hints.set(advance, advance.to);
    }
  }

  // a position that moves again and again without anything done is a handler's fault: not so fast, then
  private async moved(): Promise<void> {
    if (++this.moves > 1) await this.wait(new PositionMoved('another process was faster'), this.moves - 1);
    await this.group.reposition();
  }

  /** The handler may have committed although it failed, or its PositionMoved was replaced by the framework. */
  private async hasMoved({ advances }: Batch): Promise<boolean> {
    const { positions } = this.options;
    const stored = await Promise.all(advances.map(({ topic, partition }) => positions.load(topic, partition))).catch(() => undefined);
    return stored !== undefined && advances.some(({ from }, i) => (stored[i]?.next ?? 0n) !== from);
  }

  private async wait(error: unknown, attempt: number): Promise<void> {
    this.failing = true;
    const retryInMs = backOffMs(attempt);
    this.options.reports.failing(error, { attempt, retryInMs });
    await sleep(retryInMs, this.stopping.signal);
  }

  // A leader that has just been elected may answer with an older end for a moment: the third look decides.
  private suspect(problem: KafkaError): never[] {
    if (++this.suspicions < 3) throw problem;
    this.fail(problem);
    return [];
  }

  private fail(error: KafkaError): void {
    if (this.stopping.signal.aborted) return;
    void this.stop();
    this.options.reports.stopped(error);
  }

  private standing(): (TopicPartition & { done: bigint })[] {
    return this.group.owned().flatMap((at) => {
      const done = this.done.get(keyOf(at));
      return done === undefined ? [] : [{ ...at, done }];
    });
  }
}
