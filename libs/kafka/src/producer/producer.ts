import type { Producer as KafkajsProducer } from 'kafkajs';
import { withAdmin } from '../admin/session';
import type { KafkaClient } from '../client';
import { KafkaError, asKafkaError } from '../error';
import { atMost, sleep } from '../timer';
import type { RecordPosition, Send } from './checked-send';
import { Deadlines } from './deadlines';
import { refuseTooLarge, sizeOf } from './lot';
import { partitionOf } from './murmur2';
import { type Call, TopicQueue, type Waiting } from './topic-queue';

/** The same key always lands on the same partition, and its records keep their order. */
export interface OutgoingKafkaRecord {
  readonly key: string;
  readonly value: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

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
}

/** Connects at the first send. */
export function createProducer(client: KafkaClient, { deadlineMs = 30_000 }: ProducerOptions = {}): Producer {
  return new CheckedProducer(client, deadlineMs);
}

interface Topic {
  readonly partitions: number;
  readonly queue: TopicQueue;
}

interface OpenCall extends Call {
  readonly topic: string;
}

class CheckedProducer implements Producer {
  private readonly kafkajs: KafkajsProducer;
  private readonly opening = new Map<string, Promise<Topic>>();
  private readonly topics = new Map<string, Topic>();
  private readonly deadlines: Deadlines<OpenCall>;
  private connecting: Promise<void> | undefined;
  private closed = false;

  constructor(
    private readonly client: KafkaClient,
    private readonly deadlineMs: number,
  ) {
    this.deadlines = new Deadlines(deadlineMs, ({ topic, failed }) => failed(new KafkaError('kafka.unavailable', { topic, deadlineMs })));
    // the idempotent producer of kafkajs loses records too, and reports sequences out of order
    this.kafkajs = client.open('endless').producer({ allowAutoTopicCreation: false, idempotent: false, createPartitioner: () => chosen });
  }

  async send(name: string, records: readonly OutgoingKafkaRecord[]): Promise<RecordPosition[]> {
    if (this.closed) throw new KafkaError('kafka.closed', { topic: name });
    for (const record of records) refuseTooLarge(name, record);
    if (records.length === 0) return [];
    return new Promise((resolve, reject) => {
      const call: OpenCall = { topic: name, expired: false, left: records.length, positions: [], done, failed };
      const { deadlines } = this;
      deadlines.add(call);
      function done(positions: RecordPosition[]): void {
        deadlines.delete(call);
        resolve(positions);
      }
      function failed(error: KafkaError): void {
        call.expired = true;
        deadlines.delete(call);
        reject(error);
      }
      const topic = this.topics.get(name);
      if (topic) enqueue(topic, records, call);
      else
        this.open(name).then(
          (opened) => enqueue(opened, records, call),
          (cause: unknown) => failed(asKafkaError(cause, { topic: name })),
        );
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.allSettled(this.opening.values());
    const queues = [...this.topics.values()].map(({ queue }) => queue);
    await atMost(this.deadlineMs, Promise.all(queues.map((queue) => queue.settled())));
    await this.kafkajs.disconnect();
  }

  private open(name: string): Promise<Topic> {
    const known = this.opening.get(name);
    if (known) return known;
    const opening = this.openTopic(name);
    this.opening.set(name, opening);
    // before those who wait for it, so that nobody overtakes them
    opening.then(
      (topic) => this.topics.set(name, topic),
      () => this.opening.delete(name),
    );
    return opening;
  }

  private async openTopic(name: string): Promise<Topic> {
    this.connecting ??= this.kafkajs.connect();
    this.connecting.catch(() => (this.connecting = undefined));
    const partitions = await this.countPartitions(name);
    await this.connecting;
    const send: Send = (messages) => this.kafkajs.send({ topic: name, acks: -1, timeout: 5_000, messages });
    return { partitions, queue: new TopicQueue(name, send, () => sleep(200)) };
  }

  private async countPartitions(topic: string): Promise<number> {
    for (;;)
      try {
        const { topics } = await withAdmin(this.client, { topic }, (admin) => admin.fetchTopicMetadata({ topics: [topic] }));
        if (!topics[0]?.partitions.length) throw new KafkaError('kafka.no-topic', { topic });
        return topics[0].partitions.length;
      } catch (cause) {
        const error = asKafkaError(cause, { topic });
        if (error.code !== 'kafka.unavailable' || this.closed) throw error;
        await sleep(200);
      }
  }
}

// every message carries its partition; kafkajs still asks when one is missing
const chosen = ({ message }: { readonly message: { readonly partition?: number } }): number => {
  if (message.partition !== undefined) return message.partition;
  throw new KafkaError('kafka.misconfigured', { field: 'partition' });
};

function enqueue({ queue, partitions }: Topic, records: readonly OutgoingKafkaRecord[], call: Call): void {
  if (call.expired) return;
  queue.add(records.map((record, slot) => waiting(record, partitions, call, slot)));
}

function waiting(record: OutgoingKafkaRecord, partitions: number, call: Call, slot: number): Waiting {
  const { key, value, headers } = record;
  const placed = { partition: partitionOf(key, partitions), key, value: asBuffer(value), bytes: sizeOf(record), call, slot };
  return headers ? { ...placed, headers: { ...headers } } : placed;
}

const asBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
