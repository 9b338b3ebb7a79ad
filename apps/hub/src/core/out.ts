import { type OutgoingKafkaRecord, type Producer, overLimit, topicName } from '@lienthong/kafka';
import { encodeOutgoing } from '@lienthong/message';
import type { Out, Released, Settlement } from '@lienthong/pipeline';
import type { Logger } from '@lienthong/runtime';

/** How long the other zones wait for one whose topic has no leader. */
const patienceMs = 250;

export interface OutParts {
  readonly producer: Pick<Producer, 'send'>;
  /** Books what can never be sent, so that its lane stands with a code until an operator has looked. */
  readonly settle: (unsendable: readonly Settlement[]) => Promise<void>;
  readonly now: () => Date;
  readonly log: Pick<Logger, 'error'>;
}

/**
 * Released deliveries onto the topics of their zones; a lane's key keeps its partition. A zone that cannot be written to holds up no other:
 * its records go on trying until the producer's deadline, and what never arrives is released again when its lease ends.
 */
export const kafkaOut = ({ producer, settle, now, log }: OutParts): Out => ({
  async publish(released) {
    const zones = new Map<string, OutgoingKafkaRecord[]>();
    const unsendable: Settlement[] = [];
    for (const one of released) {
      const sendable = recordOf(one);
      if ('record' in sendable) zones.set(one.zone, [...(zones.get(one.zone) ?? []), sendable.record]);
      else unsendable.push(refusal(one, sendable.detail, now()));
    }
    const sending = [...zones].map(async ([zone, records]) => {
      try {
        await producer.send(topicName.out(zone), records);
      } catch (error) {
        log.error({ error, zone, deliveries: records.length }, 'sending failed, their leases will end');
      }
    });
    await Promise.all([atMost(patienceMs, Promise.all(sending)), park(unsendable, settle, log)]);
  },
});

async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([work, late]);
  clearTimeout(timer);
}

async function park(unsendable: readonly Settlement[], settle: OutParts['settle'], log: OutParts['log']): Promise<void> {
  if (unsendable.length === 0) return;
  for (const { deliveryId: delivery, code, detail } of unsendable) log.error({ delivery, code, detail }, 'this delivery can never be sent');
  try {
    await settle(unsendable);
  } catch (error) {
    log.error({ error, deliveries: unsendable.length }, 'parking failed, their leases will end');
  }
}

type Sendable = { readonly record: OutgoingKafkaRecord } | { readonly detail: Settlement['detail'] };

function recordOf(one: Released): Sendable {
  try {
    const record = { key: `${one.connector}|${one.subject}`, value: encodeOutgoing(one) };
    const over = overLimit(record);
    return over ? { detail: { bytes: String(over.bytes), limit: String(over.limit) } } : { record };
  } catch {
    return { detail: { reason: 'it cannot be encoded' } };
  }
}

const refusal = ({ zone, deliveryId, attempt }: Released, detail: Settlement['detail'], at: Date): Settlement => ({
  ...{ zone, deliveryId, attempt, detail, at, acceptedAt: at },
  ...{ outcome: 'refused', code: 'delivery.unsendable', proofDigest: new Uint8Array(), proof: '' },
});
