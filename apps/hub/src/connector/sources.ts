import { hash } from 'node:crypto';
import type { Source } from '@lienthong/adapter-kit';
import { type Producer, type RecordPosition, topicName } from '@lienthong/kafka';
import { type Acknowledgement, type Durability, type RawMessage, encodeIncoming } from '@lienthong/message';
import type { Logger } from '@lienthong/runtime';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Intake {
  readonly zone: string;
  readonly connector: string;
  readonly producer: Producer;
  readonly durability: Durability;
  readonly log: Logger;
}

/** Makes bytes durable on `in.<zone>`; the key keeps the order of a subject. */
export const submitTo =
  ({ zone, connector, producer, durability }: Intake) =>
  async (raw: Omit<RawMessage, 'connector'>): Promise<Acknowledgement> => {
    const digest = raw.omitted ? Buffer.from(raw.omitted.sha256) : hash('sha256', raw.payload, 'buffer');
    const key = `${connector}|${raw.subject || digest.toString('hex', 0, 16)}`;
    const topic = topicName.in(zone);
    const value = encodeIncoming({ ...raw, connector });
    const [position] = (await producer.send(topic, [{ key, value }])) as [RecordPosition];
    return {
      digest: digest.toString('hex'),
      position: { topic, partition: position.partition, offset: String(position.offset) },
      durability,
    };
  };

/** Runs a source until `stop`; one that fails or just ends is started again, later each time. */
export async function keepRunning(source: Source, intake: Intake, stop: AbortSignal): Promise<void> {
  const submit = submitTo(intake);
  for (let endings = 0; !stop.aborted; endings++) {
    const startedAt = Date.now();
    let error: unknown = 'it returned';
    try {
      await source.run(submit, stop);
    } catch (thrown) {
      error = thrown;
    }
    if (stop.aborted) return;
    if (Date.now() - startedAt > 60_000) endings = 0;
    intake.log.error({ connector: intake.connector, error }, 'source ended, starting it again');
    await sleep(Math.min(200 * 2 ** endings, 10_000), undefined, { signal: stop }).catch(() => undefined);
  }
}
