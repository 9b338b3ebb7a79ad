import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Generator } from './generator';
import { readSigned } from './identity';
import { type Door, requestOf } from './messages';
import { type Sink, type Slow, openSink } from './sink';
import { instant } from './wire';

/** The world outside in one process, so that its work is accounted apart: the portal that pushes and the one-stop system that takes. */
export interface OutsideOptions {
  readonly messages: string;
  /** Protected header of their signatures. */
  readonly header: string;
  readonly count: number;
  readonly door: Door & { readonly port: number };
  readonly sinkPort: number;
  readonly connections: number;
}

/** `fill`: only acknowledgements are awaited. `saturate`: as many as `inFlight` between push and arrival. `rate`: at their times, whatever happens. */
export type Order =
  | { readonly kind: 'fill'; readonly count: number }
  | { readonly kind: 'saturate'; readonly count: number; readonly inFlight: number }
  | { readonly kind: 'rate'; readonly perSecond: number; readonly seconds: number }
  | { readonly kind: 'arrived'; readonly count: number }
  | { readonly kind: 'slow'; readonly slow: Slow };

export interface Played {
  /** Numbers of the first and one past the last message. */
  readonly from: number;
  readonly to: number;
  readonly refused: number;
  readonly startedAt: number;
  readonly endedAt: number;
  /** Milliseconds from due to acknowledged, and from due to arrived, in the order of the messages. */
  readonly acks: readonly number[];
  readonly doors: readonly number[];
}

export class Outside {
  private next = 0;

  private constructor(
    private readonly generator: Generator,
    private readonly sink: Sink,
  ) {}

  static async open({ messages, header, count, door, sinkPort, connections }: OutsideOptions): Promise<Outside> {
    const bytes = await readFile(messages);
    const places: number[] = [];
    for (let at = 0; places.length < count; at = readSigned(bytes, at).next) places.push(at);
    const request = (n: number): Buffer => {
      const { body, jws } = readSigned(bytes, places[n] ?? 0);
      return requestOf(n, { body, jws: header + jws }, door);
    };
    const generator = await Generator.open({ request, count, port: door.port, connections });
    return new Outside(generator, await openSink(sinkPort, count));
  }

  async obey(order: Order): Promise<Played> {
    const from = this.next;
    const startedAt = instant();
    if (order.kind === 'fill') await this.fill(order.count);
    if (order.kind === 'saturate') await this.saturate(order.count, order.inFlight);
    if (order.kind === 'rate') await this.rate(order.perSecond, order.seconds);
    if (order.kind === 'arrived') await until(() => this.sink.count() >= order.count);
    if (order.kind === 'slow') this.sink.slow = order.slow;
    return this.played(from, startedAt, order.kind === 'fill');
  }

  private async fill(count: number): Promise<void> {
    const before = this.generator.acks + this.generator.refused;
    for (let i = 0; i < count; i++) this.generator.push(this.next++);
    await until(() => this.generator.acks + this.generator.refused - before >= count);
  }

  private async saturate(count: number, inFlight: number): Promise<void> {
    const [from, to] = [this.next, this.next + count];
    const before = this.sink.count();
    const more = (): void => {
      while (this.next < to && this.next - from - (this.sink.count() - before) < inFlight) this.generator.push(this.next++);
    };
    this.sink.onArrival = more;
    more();
    await until(() => this.sink.count() - before >= count);
    this.sink.onArrival = () => undefined;
  }

  private async rate(perSecond: number, seconds: number): Promise<void> {
    const count = Math.round(perSecond * seconds);
    const [before, began] = [this.sink.count(), instant()];
    for (let i = 0; i < count;) {
      for (const now = instant(); i < count && began + (i * 1_000) / perSecond <= now; i++)
        this.generator.push(this.next++, began + (i * 1_000) / perSecond);
      await sleep(1);
    }
    await until(() => this.sink.count() - before >= count);
  }

  private played(from: number, startedAt: number, filled: boolean): Played {
    const { due, acknowledged } = this.generator;
    const span = <T>(of: (n: number) => T): T[] => Array.from({ length: this.next - from }, (_, i) => of(from + i));
    const gap = (times: Float64Array) => (n: number) => (times[n] ?? 0) - (due[n] ?? 0);
    return {
      ...{ from, to: this.next, refused: this.generator.refused, startedAt, endedAt: instant() },
      acks: span(gap(acknowledged)),
      doors: filled ? [] : span(gap(this.sink.arrivals)),
    };
  }
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(5);
}
