import { setMaxListeners } from 'node:events';
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

/** Writes down that whoever reads after us need not hand this record over any more; throws when that cannot be. */
export type Claim = () => Promise<void>;

/** Deliveries of one zone: each record of `out.<zone>` whose lease still holds ends as one result. */
export class Zone {
  /** Delivery id → its newest attempt: what is under way when another record of it comes answers for both. */
  private readonly underWay = new Map<string, number>();
  /** Attempts that were begun, and until when a record of them may still come. */
  private readonly begun = new Map<string, Date>();

  constructor(private readonly parts: ZoneParts) {
    setMaxListeners(Infinity, parts.stop); // each delivery under way listens
  }

  async handle(value: Uint8Array, claim: Claim): Promise<void> {
    const out = decodeOutgoing(value);
    if (!this.holds(out)) return;
    const newest = this.underWay.get(out.deliveryId);
    this.underWay.set(out.deliveryId, Math.max(out.attempt, newest ?? 0));
    if (newest === undefined) await this.finish(out, claim);
  }

  private async finish(out: OutgoingRecord, claim: Claim): Promise<void> {
    const { connectors, stop, now } = this.parts;
    const connector = connectors.get(out.connector);
    try {
      if (connector?.sink && connector.sink.repeat !== 'safe' && !(await this.begins(out, claim))) return;
      const ending = await within(attemptMs(this.leaseMs(out)), stop, (signal) => deliver(out, connector, signal));
      await this.report(out, ending, now());
    } finally {
      this.underWay.delete(out.deliveryId);
    }
  }

  /** A counterpart that takes a repeat for something new gets no attempt twice, though its record comes twice or this process dies. */
  private async begins(out: OutgoingRecord, claim: Claim): Promise<boolean> {
    const attempt = `${out.deliveryId} ${out.attempt}`;
    for (const [past, leaseUntil] of this.begun) if (leaseUntil <= this.parts.now()) this.begun.delete(past);
    if (this.begun.has(attempt)) {
      this.parts.log.warn({ delivery: out.deliveryId, attempt: out.attempt }, 'came twice, it is not sent again');
      return false;
    }
    await claim();
    if (!this.holds(out)) return false;
    this.begun.set(attempt, out.leaseUntil);
    return true;
  }

  private holds(out: OutgoingRecord): boolean {
    const leaseMs = this.leaseMs(out);
    if (leaseMs <= 0) this.parts.log.warn({ delivery: out.deliveryId, leaseMs }, 'came after its lease, the core sends it again');
    return leaseMs > 0;
  }

  private readonly leaseMs = ({ leaseUntil }: OutgoingRecord): number => leaseUntil.getTime() - this.parts.now().getTime();

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

/** Less than the lease: the result must be settled before the core sends the delivery again, or it would tell of an attempt that is over. */
const attemptMs = (leaseMs: number): number => Math.max(Math.min(0.8 * leaseMs, leaseMs - 3_000), leaseMs / 2);
