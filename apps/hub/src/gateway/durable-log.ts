import { setTimeout as sleep } from 'node:timers/promises';
import { type OutgoingKafkaRecord, type Producer, type RecordPosition, KafkaError } from '@lienthong/kafka';
import type { Durability } from '@lienthong/message';
import { CommandError } from '../complaint/command-error';
import { Refusal } from './refusal';

export interface DurableLogParts {
  readonly producer: Pick<Producer, 'send'>;
  readonly topic: string;
  /** Throws when the topic may lose what it acknowledged. */
  readonly mustBeDurable: () => Promise<Durability>;
  /** Milliseconds that no setting of a clock changes. */
  readonly elapsedMs: () => number;
}

export interface Kept {
  readonly position: RecordPosition;
  readonly durability: Durability;
}

/** One of the gateway's topics: what is appended there is durable before anybody hears of it. */
export class DurableLog {
  private durable: Promise<Durability> | undefined;
  private asked: { readonly at: number; readonly answer: Promise<boolean> } | undefined;

  constructor(private readonly parts: DurableLogParts) {}

  get topic(): string {
    return this.parts.topic;
  }

  /** Resolves when the record is stored durably. @throws Refusal `gateway.unrecorded` */
  async append(record: OutgoingKafkaRecord): Promise<Kept> {
    const { producer, topic } = this.parts;
    try {
      const durability = await Promise.race([this.checked(), late()]);
      const [position] = (await producer.send(topic, [record])) as [RecordPosition];
      return { position, durability };
    } catch (cause) {
      if (cause instanceof KafkaError || cause instanceof CommandError) throw new Refusal('gateway.unrecorded', '', { cause });
      throw cause;
    }
  }

  /** Whether something can be kept now; whoever asks often gets the same answer for a moment. */
  isReady(): Promise<boolean> {
    const now = this.parts.elapsedMs();
    if (!this.asked || now - this.asked.at > askedMs) this.asked = { at: now, answer: this.ask() };
    return this.asked.answer;
  }

  private ask(): Promise<boolean> {
    const durable = this.parts.mustBeDurable().then(
      () => true,
      () => false,
    );
    return Promise.race([durable, sleep(patienceMs, false, { ref: false })]);
  }

  /** Asked until it was answered once. */
  private checked(): Promise<Durability> {
    this.durable ??= this.parts.mustBeDurable().catch((error: unknown) => {
      this.durable = undefined;
      throw error;
    });
    return this.durable;
  }
}

async function late(): Promise<never> {
  await sleep(patienceMs, undefined, { ref: false });
  throw new KafkaError('kafka.unavailable', { deadlineMs: patienceMs });
}

const askedMs = 2_000;
const patienceMs = 3_000;
