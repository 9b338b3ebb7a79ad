import { setTimeout as sleep } from 'node:timers/promises';
import type { Connector } from '@lienthong/adapter-kit';
import { type Producer, topicName } from '@lienthong/kafka';
import { type OutgoingRecord, decodeOutgoing, encodeResult } from '@lienthong/message';
import type { Logger } from '@lienthong/runtime';
import { type Ending, deliver } from './deliver';
import { within } from './within';

export interface ZoneParts {
  readonly zone: string;
  readonly connectors: ReadonlyMap<string, Connector>;
  readonly producer: Pick<Producer, 'send'>;
  readonly now: () => Date;
  /** Gives up what is under way. */
  readonly stop: AbortSignal;
  readonly log: Pick<Logger, 'warn'>;
}

/** Deliveries of one zone: each record of `out.<zone>` whose lease still holds ends as one result. */
export class Zone {
  /** Delivery id → its newest attempt: what is under way when another record of it comes answers for both. */
  private readonly underWay = new Map<string, number>();

  constructor(private readonly parts: ZoneParts) {}

  async handle(value: Uint8Array): Promise<void> {
    const out = decodeOutgoing(value);
    const leaseMs = out.leaseUntil.getTime() - this.parts.now().getTime();
    if (leaseMs <= 0) {
      this.parts.log.warn({ delivery: out.deliveryId, leaseMs }, 'came after its lease, the core sends it again');
      return;
    }
    const newest = this.underWay.get(out.deliveryId);
    this.underWay.set(out.deliveryId, Math.max(out.attempt, newest ?? 0));
    if (newest === undefined) await this.finish(out, leaseMs);
  }

  private async finish(out: OutgoingRecord, leaseMs: number): Promise<void> {
    const { connectors, stop, now } = this.parts;
    try {
      const ending = await within(leaseMs, stop, (signal) => deliver(out, connectors.get(out.connector), signal));
      await this.report(out, ending, now());
    } finally {
      this.underWay.delete(out.deliveryId);
    }
  }

  /** Until Kafka has it: what happened outside must not happen again because its answer could not be written down. */
  private async report(out: OutgoingRecord, ending: Ending, at: Date): Promise<void> {
    const { producer, zone, stop, log } = this.parts;
    for (let failures = 0; ; failures++) {
      const attempt = this.underWay.get(out.deliveryId) ?? out.attempt;
      const value = Buffer.from(encodeResult({ ...ending, deliveryId: out.deliveryId, attempt, at }));
      try {
        await producer.send(topicName.results(zone), [{ key: out.deliveryId, value }]);
        return;
      } catch (error) {
        if (stop.aborted) throw error;
        log.warn({ error, delivery: out.deliveryId }, 'the result could not be sent, trying again');
        await sleep(Math.min(100 * 2 ** failures, 5_000), undefined, { signal: stop }).catch(() => undefined);
      }
    }
  }
}
