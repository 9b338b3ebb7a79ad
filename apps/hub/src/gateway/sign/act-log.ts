import { setTimeout as sleep } from 'node:timers/promises';
import { type Producer, KafkaError } from '@lienthong/kafka';
import { type SigningAct, actKey, encodeAct } from '@lienthong/message';
import { CommandError } from '../../complaint/command-error';
import { Refusal } from '../refusal';

export interface ActLogParts {
  readonly producer: Pick<Producer, 'send'>;
  readonly topic: string;
  /** Throws when the topic may lose what it acknowledged. */
  readonly mustBeDurable: () => Promise<unknown>;
  /** Milliseconds that no setting of a clock changes. */
  readonly elapsedMs: () => number;
}

/** Where acts of signing are told before anybody gets their signatures. */
export class ActLog {
  private durable: Promise<unknown> | undefined;
  private asked: { readonly at: number; readonly answer: Promise<boolean> } | undefined;

  constructor(private readonly parts: ActLogParts) {}

  /** Resolves when the act is stored durably: from then on the core makes a leaf of it. @throws Refusal `gateway.unrecorded` */
  async keep(act: SigningAct): Promise<void> {
    const { producer, topic } = this.parts;
    try {
      await Promise.race([this.checked(), late()]);
      await producer.send(topic, [{ key: actKey(act), value: encodeAct(act) }]);
    } catch (cause) {
      if (cause instanceof KafkaError || cause instanceof CommandError) throw new Refusal('gateway.unrecorded', '', { cause });
      throw cause;
    }
  }

  /** Whether acts can be kept now; whoever asks often gets the same answer for a moment. */
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
  private checked(): Promise<unknown> {
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
