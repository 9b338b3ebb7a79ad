import { type Producer, topicName } from '@lienthong/kafka';
import { encodeOutgoing } from '@lienthong/message';
import type { Out, Released } from '@lienthong/pipeline';
import type { Logger } from '@lienthong/runtime';

/** How long the other zones wait for one whose topic has no leader. */
const patienceMs = 250;

/**
 * Released deliveries onto the topics of their zones; a lane's key keeps its partition. A zone that cannot be written to holds up no other:
 * its records go on trying until the producer's deadline, and what never arrives is released again when its lease ends.
 */
export const kafkaOut = (producer: Pick<Producer, 'send'>, log: Pick<Logger, 'error'>): Out => ({
  async publish(released) {
    const zones = new Map<string, Released[]>();
    for (const one of released) zones.set(one.zone, [...(zones.get(one.zone) ?? []), one]);
    const sending = [...zones].map(async ([zone, ones]) => {
      try {
        await producer.send(topicName.out(zone), ones.map(toRecord));
      } catch (error) {
        log.error({ error, zone, deliveries: ones.length }, 'sending failed, their leases will end');
      }
    });
    await atMost(patienceMs, Promise.all(sending));
  },
});

async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([work, late]);
  clearTimeout(timer);
}

const toRecord = (one: Released) => ({ key: `${one.connector}|${one.subject}`, value: Buffer.from(encodeOutgoing(one)) });
