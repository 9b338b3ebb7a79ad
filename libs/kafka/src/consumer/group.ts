import type { TopicPartition } from '@lienthong/message';
import type { Consumer, EachBatchPayload, KafkaMessage } from 'kafkajs';
import type { KafkaClient } from '../client';
import { KafkaError, asKafkaError } from '../error';
import { atMost, backOffMs, sleep } from '../timer';
import { CommitHints } from './commit-hints';
import { type ConsumedRecord, type ConsumerReports, keyOf } from './model';
import { checkAccess } from './start-check';

export interface Seek extends TopicPartition {
  readonly offset: bigint;
}

/** What a way of consuming gives the group. */
export interface Intake {
  /** Something may belong to somebody else now: forget what was collected and is not at work. */
  forget(assigned: readonly TopicPartition[]): void;
  /** Where to read each partition; one that is left out goes on from the group's offset. A throw is reported and repeated. */
  positions(assigned: readonly TopicPartition[]): Promise<readonly Seek[]>;
  /** These seeks take effect now: what `take` gets next comes from there. */
  begin(seeks: readonly Seek[]): void;
  /** Takes what was fetched of one partition; false: it does not fit, read the positions again. */
  take(records: readonly ConsumedRecord[]): boolean;
  /** Undefined when there is room for more; else resolves when that may have changed. */
  full(): Promise<void> | undefined;
}

export interface GroupOptions {
  readonly groupId: string;
  readonly topics: readonly string[];
  readonly reports: ConsumerReports;
  readonly sessionTimeoutMs?: number;
}

/** Membership in a consumer group: kafkajs behind an `Intake`, with its known faults kept away from it. */
export class Group {
  readonly hints: CommitHints;
  private readonly consumer: Consumer;
  private assigned: readonly TopicPartition[] = [];
  private partitions = 1;
  private epoch = 0;
  private ready: Promise<void> = Promise.resolve();
  private positioned = true;
  private readonly stopping = new AbortController();

  constructor(
    private readonly client: KafkaClient,
    private readonly options: GroupOptions,
    private readonly intake: Intake,
  ) {
    this.consumer = open(client, options);
    this.hints = new CommitHints((offsets) => this.commit(offsets));
    this.consumer.on('consumer.group_join', ({ payload }) => this.join(payload.memberAssignment));
    this.consumer.on('consumer.crash', ({ payload }) => void this.crashed(payload.error, payload.restart));
  }

  /** Throws what makes starting pointless: missing topic, missing rights, wrong credential. Waits while Kafka is away. */
  async start(): Promise<void> {
    this.partitions = await checkAccess(this.client, this.options, this.stopping.signal);
    await this.consumer.connect();
    await this.consumer.subscribe({ topics: [...this.options.topics], fromBeginning: true });
    await this.run();
  }

  /** Reads the positions again and goes on from there. */
  reposition(): Promise<void> {
    this.intake.forget(this.assigned);
    this.positioned = false;
    const ready = this.seekTo(this.assigned, this.epoch);
    this.ready = ready;
    void ready.then(() => (this.positioned ||= ready === this.ready));
    return ready;
  }

  owned(): readonly TopicPartition[] {
    return this.assigned;
  }

  setPaused({ topic, partition }: TopicPartition, paused: boolean): void {
    try {
      this.consumer[paused ? 'pause' : 'resume']([{ topic, partitions: [partition] }]);
    } catch {
      // kafkajs is between a crash and its restart; the next join sets it again
    }
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.hints.close();
    // without a broker to say goodbye to, kafkajs would try for ever
    await atMost(
      10_000,
      this.consumer.disconnect().catch(() => undefined),
    );
  }

  private async run(): Promise<void> {
    await this.consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: this.partitions,
      eachBatch: (payload) => this.eachBatch(payload),
    });
  }

  private join(assignment: Readonly<Record<string, readonly number[]>>): void {
    this.epoch++;
    this.assigned = Object.entries(assignment).flatMap(([topic, partitions]) => partitions.map((partition) => ({ topic, partition })));
    this.hints.keepOnly(new Set(this.assigned.map(keyOf)));
    void this.reposition();
  }

  /** Called once at a time. kafkajs resolves without a commit while it is between a crash and its restart: its event tells. */
  private async commit(offsets: Parameters<Consumer['commitOffsets']>[0]): Promise<void> {
    let committed = false;
    const forget = this.consumer.on('consumer.commit_offsets', () => (committed = true));
    await this.consumer.commitOffsets(offsets).finally(forget);
    if (!committed) throw new KafkaError('kafka.unavailable', { group: this.options.groupId });
  }

  /** Repeats until it succeeds, the membership changes or the consumer stops. */
  private async seekTo(assigned: readonly TopicPartition[], epoch: number): Promise<void> {
    for (let attempt = 1; epoch === this.epoch && !this.stopping.signal.aborted; attempt++)
      try {
        const seeks = await this.intake.positions(assigned);
        if (epoch !== this.epoch || this.stopping.signal.aborted) return;
        for (const { topic, partition, offset } of seeks) this.consumer.seek({ topic, partition, offset: String(offset) });
        this.intake.begin(seeks);
        return;
      } catch (error) {
        const retryInMs = backOffMs(attempt);
        this.options.reports.failing(error, { attempt, retryInMs });
        await sleep(retryInMs, this.stopping.signal);
      }
  }

  private async eachBatch(payload: EachBatchPayload): Promise<void> {
    const { batch, isRunning, isStale, resolveOffset } = payload;
    if (!this.positioned) await this.wait(() => this.ready, payload);
    if (!isRunning() || isStale()) return;
    if (!this.intake.take(recordsOf(batch))) {
      void this.reposition();
      return this.wait(() => this.ready, payload);
    }
    resolveOffset(batch.lastOffset());
    while (this.intake.full() && isRunning() && !isStale()) await this.wait(() => this.intake.full() ?? Promise.resolve(), payload);
  }

  /** Keeps the membership alive meanwhile; a rebalance ends the waiting by its error. */
  private async wait(until: () => Promise<void>, { heartbeat, isRunning, isStale }: EachBatchPayload): Promise<void> {
    const over = new AbortController();
    const done = until().finally(() => over.abort('over'));
    while (!over.signal.aborted && isRunning() && !isStale() && !this.stopping.signal.aborted) {
      await Promise.race([done, sleep(300, over.signal)]);
      await heartbeat();
    }
  }

  // kafkajs starts again by itself only after errors that it holds for passing ones
  private async crashed(error: Error, restarts: boolean): Promise<void> {
    if (restarts || this.stopping.signal.aborted) return;
    for (let attempt = 1; !this.stopping.signal.aborted; attempt++)
      try {
        const retryInMs = backOffMs(attempt + 3);
        this.options.reports.failing(asKafkaError(error, { group: this.options.groupId }), { attempt, retryInMs });
        await sleep(retryInMs, this.stopping.signal);
        if (this.stopping.signal.aborted) return;
        await this.consumer.connect();
        await this.run();
        return;
      } catch (again) {
        error = again instanceof Error ? again : new KafkaError('kafka.failed', { group: this.options.groupId });
      }
  }
}

function open(client: KafkaClient, { groupId, sessionTimeoutMs = 6_000 }: GroupOptions): Consumer {
  return client.open('endless').consumer({
    groupId,
    sessionTimeout: sessionTimeoutMs,
    heartbeatInterval: Math.floor(sessionTimeoutMs / 4),
    // an idle fetch must end well before a heartbeat is due
    maxWaitTimeInMs: Math.min(500, Math.floor(sessionTimeoutMs / 8)),
    allowAutoTopicCreation: false,
    retry: { initialRetryTime: 100, factor: 0.2, multiplier: 2, maxRetryTime: 1_000, retries: Number.MAX_SAFE_INTEGER },
  });
}

type Stored = KafkaMessage & { readonly batchContext?: { readonly partitionLeaderEpoch?: number } };

function recordsOf({ topic, partition, messages }: EachBatchPayload['batch']): ConsumedRecord[] {
  let [at, time] = ['', new Date(0)];
  return messages.map(({ offset, timestamp, key, value, batchContext }: Stored) => {
    // what was appended together has one time
    if (timestamp !== at) [at, time] = [timestamp, new Date(Number(timestamp))];
    const leaderEpoch = batchContext?.partitionLeaderEpoch;
    const bytes = value ?? new Uint8Array();
    return { topic, partition, offset: BigInt(offset), timestamp: time, key: key?.toString() ?? '', value: bytes, leaderEpoch };
  });
}
