import type { Producer as KafkajsProducer } from 'kafkajs';
import { withAdmin } from '../admin/session';
import type { KafkaClient } from '../client';
import { KafkaError, asKafkaError } from '../error';
import { type Timer, atMost, systemTimer } from '../timer';
import type { Placed, Send } from './checked-send';
import { refuseTooLarge } from './lot';
import { partitionOf } from './murmur2';
import { type Call, type RecordPosition, TopicQueue } from './topic-queue';

/** The same key always lands on the same partition, and its records keep their order. */
export type OutgoingKafkaRecord = Omit<Placed, 'partition'>;

export interface Producer {
  /**
   * Resolves when all in-sync replicas have every record; positions are aligned with the input. Throws `KafkaError`:
   * `kafka.unavailable` at the deadline (a record then may or may not be stored: readers de-duplicate), `kafka.too-large` (of one record,
   * which `overLimit` tells beforehand, and then of none), `kafka.not-authorized`, `kafka.no-topic`, `kafka.closed`.
   */
  send(topic: string, records: readonly OutgoingKafkaRecord[]): Promise<RecordPosition[]>;
  /** Lets what is under way finish for at most the deadline. */
  close(): Promise<void>;
}

export interface ProducerOptions {
  /** Of one `send`; default 30 s. */
  readonly deadlineMs?: number;
  readonly timer?: Timer;
}

/** Connects at the first send. */
export function createProducer(client: KafkaClient, { deadlineMs = 30_000, timer = systemTimer }: ProducerOptions = {}): Producer {
  return new CheckedProducer(client, deadlineMs, timer);
}

interface Topic {
  readonly partitions: number;
  readonly queue: TopicQueue;
}

class CheckedProducer implements Producer {
  private readonly kafkajs: KafkajsProducer;
  private readonly topics = new Map<string, Promise<Topic>>();
  private connecting: Promise<void> | undefined;
  private closed = false;

  constructor(
    private readonly client: KafkaClient,
    private readonly deadlineMs: number,
    private readonly timer: Timer,
  ) {
    // the idempotent producer of kafkajs loses records too, and reports sequences out of order
    this.kafkajs = client.open('endless').producer({ allowAutoTopicCreation: false, idempotent: false, createPartitioner: () => chosen });
  }

  async send(name: string, records: readonly OutgoingKafkaRecord[]): Promise<RecordPosition[]> {
    if (this.closed) throw new KafkaError('kafka.closed', { topic: name });
    for (const record of records) refuseTooLarge(name, record);
    if (records.length === 0) return [];
    return new Promise((resolve, reject) => {
      const call: Call = { expired: false, left: records.length, positions: [], done, failed };
      const late = setTimeout(
        () => failed(new KafkaError('kafka.unavailable', { topic: name, deadlineMs: this.deadlineMs })),
        this.deadlineMs,
      );
      function done(positions: RecordPosition[]): void {
        clearTimeout(late);
        resolve(positions);
      }
      function failed(error: KafkaError): void {
        call.expired = true;
        clearTimeout(late);
        reject(error);
      }
      this.queue(name, records, call).catch((cause: unknown) => failed(asKafkaError(cause, { topic: name })));
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    const queues = (await Promise.allSettled(this.topics.values())).flatMap((one) => (one.status === 'fulfilled' ? [one.value.queue] : []));
    await atMost(this.deadlineMs, Promise.all(queues.map((queue) => queue.settled())), this.timer);
    await this.kafkajs.disconnect();
  }

  private async queue(name: string, records: readonly OutgoingKafkaRecord[], call: Call): Promise<void> {
    const { queue, partitions } = await this.topic(name);
    if (call.expired) return;
    queue.add(
      records.map((record) => ({ ...record, partition: partitionOf(record.key, partitions) })),
      call,
    );
  }

  private topic(name: string): Promise<Topic> {
    const known = this.topics.get(name);
    if (known) return known;
    const opening = this.openTopic(name);
    this.topics.set(name, opening);
    opening.catch(() => this.topics.delete(name));
    return opening;
  }

  private async openTopic(name: string): Promise<Topic> {
    this.connecting ??= this.kafkajs.connect();
    this.connecting.catch(() => (this.connecting = undefined));
    const partitions = await this.countPartitions(name);
    await this.connecting;
    const send: Send = (messages) => this.kafkajs.send({ topic: name, acks: -1, timeout: 5_000, messages });
    return { partitions, queue: new TopicQueue(name, send, () => this.timer.sleep(200)) };
  }

  private async countPartitions(topic: string): Promise<number> {
    for (;;)
      try {
        const { topics } = await withAdmin(this.client, { topic }, (admin) => admin.fetchTopicMetadata({ topics: [topic] }));
        return topics[0]?.partitions.length ?? 0;
      } catch (cause) {
        const error = asKafkaError(cause, { topic });
        if (error.code !== 'kafka.unavailable' || this.closed) throw error;
        await this.timer.sleep(200);
      }
  }
}

// every message carries its partition; kafkajs still asks when one is missing
const chosen = ({ message }: { readonly message: { readonly partition?: number } }): number => {
  if (message.partition !== undefined) return message.partition;
  throw new KafkaError('kafka.misconfigured', { field: 'partition' });
};
