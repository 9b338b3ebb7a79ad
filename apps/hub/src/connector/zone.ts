import { setTimeout as sleep } from 'node:timers/promises';
import { type Producer, topicName } from '@lienthong/kafka';
import { type DeliveryResult, type OutgoingRecord, decodeOutgoing, encodeResult } from '@lienthong/message';
import type { Logger } from '@lienthong/runtime';
import { type Ending, deliver } from './deliver';
import { ServerClock } from './server-clock';
import type { Station } from './station';
import { EndingWith, within } from './within';

export interface ZoneParts {
  readonly zone: string;
  readonly stations: Pick<ReadonlyMap<string, Station>, 'get'>;
  readonly producer: Pick<Producer, 'send'>;
  /** This machine's clock, which may be minutes off. */
  readonly now: () => Date;
  /** Milliseconds that no setting of a clock changes. */
  readonly elapsedMs: () => number;
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
  private readonly clock: ServerClock;
  private readonly stopping: EndingWith;

  constructor(private readonly parts: ZoneParts) {
    this.clock = new ServerClock({ ...parts, ask: () => this.send(() => ofNoDelivery(parts.now())) });
    this.stopping = new EndingWith(parts.stop);
  }

  async handle(value: Uint8Array, claim: Claim): Promise<void> {
    const out = decodeOutgoing(value);
    if (!this.certainlyHolds(out) && !(await this.holds(out))) return;
    const station = this.parts.stations.get(out.connector);
    const endTurn = station ? await station.turns.take() : () => undefined;
    try {
      if (this.parts.stop.aborted) throw new Error('the zone stops before it could begin this delivery');
      if (station?.paused) {
        this.leave(out);
        return;
      }
      if (!this.certainlyHolds(out) && !(await this.holds(out))) return;
      const newest = this.underWay.get(out.deliveryId);
      this.underWay.set(out.deliveryId, Math.max(out.attempt, newest ?? 0));
      if (newest === undefined) await this.finish(out, claim, endTurn);
    } finally {
      endTurn();
    }
  }

  private async finish(out: OutgoingRecord, claim: Claim, endTurn: () => void): Promise<void> {
    const now = (): Date => new Date(this.clock.now());
    const connector = this.parts.stations.get(out.connector)?.connector;
    try {
      if (connector?.sink && connector.sink.repeat !== 'safe' && !(await this.begins(out, claim))) return;
      const ending = await within(attemptMs(this.leaseMs(out)), this.stopping, (signal) => deliver(out, connector, signal));
      endTurn();
      await this.report(out, ending, now());
    } finally {
      this.underWay.delete(out.deliveryId);
    }
  }

  /** A counterpart that takes a repeat for something new gets no attempt twice, though its record comes twice or this process dies. */
  private async begins(out: OutgoingRecord, claim: Claim): Promise<boolean> {
    const attempt = `${out.deliveryId} ${out.attempt}`;
    for (const [past, leaseUntil] of this.begun) if (leaseUntil.getTime() <= this.clock.now()) this.begun.delete(past);
    if (this.begun.has(attempt)) {
      this.parts.log.warn({ delivery: out.deliveryId, attempt: out.attempt }, 'came twice, it is not sent again');
      return false;
    }
    await claim();
    if (!(await this.holds(out))) return false;
    this.begun.set(attempt, out.leaseUntil);
    return true;
  }

  private certainlyHolds(out: OutgoingRecord): boolean {
    return this.clock.isKnown && this.leaseMs(out) > 0;
  }

  /** As long as Kafka has not told its time, no lease is judged; one that seems over is judged by what it tells now. */
  private async holds(out: OutgoingRecord): Promise<boolean> {
    if (!this.clock.isKnown || (this.leaseMs(out) <= 0 && !this.clock.isFresh)) await this.clock.ask();
    const leaseMs = this.leaseMs(out);
    if (leaseMs <= 0) this.parts.log.warn({ delivery: out.deliveryId, leaseMs }, 'came after its lease, the core sends it again');
    return leaseMs > 0;
  }

  private readonly leaseMs = ({ leaseUntil }: OutgoingRecord): number => leaseUntil.getTime() - this.clock.now();

  /** Its lease ends, and when the connector goes on the core sends it again. */
  private leave({ deliveryId, connector }: OutgoingRecord): void {
    this.parts.log.warn({ delivery: deliveryId, connector }, 'came while its connector is paused, it is left for later');
  }

  private report(out: OutgoingRecord, ending: Ending, at: Date): Promise<void> {
    const { deliveryId } = out;
    return this.send(() => ({ ...ending, deliveryId, attempt: this.underWay.get(deliveryId) ?? out.attempt, at }));
  }

  /** Until Kafka has it: what happened outside must not happen again because its answer could not be written down. */
  private async send(result: () => DeliveryResult): Promise<void> {
    const { producer, zone, stop, log } = this.parts;
    for (let failures = 0; ; failures++) {
      const what = result();
      try {
        const [position] = await producer.send(topicName.results(zone), [{ key: what.deliveryId, value: encodeResult(what) }]);
        this.clock.learn(position?.appendedAt);
        return;
      } catch (error) {
        if (stop.aborted) throw error;
        log.warn({ error, delivery: what.deliveryId }, 'the result could not be sent, trying again');
        await sleep(Math.min(100 * 2 ** failures, 5_000), undefined, { signal: stop }).catch(() => undefined);
      }
    }
  }
}

/** A zone learns Kafka's time from whatever it writes; when it has nothing to tell, from a result that the core finds no delivery for. */
const ofNoDelivery = (at: Date): DeliveryResult => ({
  ...{ deliveryId: '00000000-0000-0000-0000-000000000000', attempt: 1, outcome: 'again', code: '', detail: {}, at },
  ...{ proofDigest: new Uint8Array(), proof: '' },
});

/** Less than the lease: the result must be settled before the core sends the delivery again, or it would tell of an attempt that is over. */
const attemptMs = (leaseMs: number): number => Math.max(Math.min(0.8 * leaseMs, leaseMs - 3_000), leaseMs / 2);
