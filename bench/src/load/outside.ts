import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Generator } from './generator';
import { readSigned } from './identity';
import { type Door, type Signed, requestOf } from './messages';
import { type Day, type Sink, type Slow, openSink } from './sink';
import { instant } from './wire';

/** The world outside in one process, so that its work is accounted apart: the portal that pushes and the one-stop system that takes. */
export interface OutsideOptions {
  readonly messages: string;
  /** Protected header of their signatures. */
  readonly header: string;
  readonly count: number;
  /** Numbered after those, for the counterpart of the second port. */
  readonly others: { readonly messages: string; readonly count: number };
  readonly door: Door & { readonly port: number };
  readonly sinkPorts: readonly number[];
  readonly connections: number;
}

/** `fill`: only acknowledgements are awaited. `saturate`: as many as `inFlight` between push and arrival. `rate`: at their times, whatever happens. */
export type Order =
  | { readonly kind: 'fill'; readonly count: number }
  | { readonly kind: 'saturate'; readonly count: number; readonly inFlight: number }
  | { readonly kind: 'rate'; readonly perSecond: number; readonly seconds: number }
  | { readonly kind: 'arrived'; readonly count: number }
  | { readonly kind: 'slow'; readonly slow: Slow }
  | { readonly kind: 'turn'; readonly day: Day }
  /** Until what was pushed before has arrived: so many a second, to both counterparts in turn. */
  | { readonly kind: 'trickle'; readonly perSecond: number };

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
  /** The same of those for the second counterpart. */
  readonly others: readonly number[];
  /** When what was pushed before began to arrive, and when the last of it had; milliseconds since the order. */
  readonly drained: { readonly first: number; readonly last: number };
  /** How many the counterpart asked to come later. */
  readonly sentAway: number;
  /** How many came once more after they had been taken. */
  readonly again: number;
}

export class Outside {
  private next = 0;
  private nextOther: number;

  private constructor(
    private readonly generator: Generator,
    private readonly sink: Sink,
    count: number,
  ) {
    this.nextOther = count;
  }

  static async open({ messages, header, count, others, door, sinkPorts, connections }: OutsideOptions): Promise<Outside> {
    const signed = [...(await signedIn(messages, count)), ...(await signedIn(others.messages, others.count))];
    const request = (n: number): Buffer => {
      const { body, jws } = signed[n]?.() ?? { body: Buffer.alloc(0), jws: '' };
      return requestOf(n, { body, jws: header + jws }, door);
    };
    const generator = await Generator.open({ request, count: signed.length, port: door.port, connections });
    return new Outside(generator, await openSink(sinkPorts, signed.length), count);
  }

  async obey(order: Order): Promise<Played> {
    const [from, fromOther] = [this.next, this.nextOther];
    const startedAt = instant();
    if (order.kind === 'fill') await this.fill(order.count);
    if (order.kind === 'saturate') await this.saturate(order.count, order.inFlight);
    if (order.kind === 'rate') await this.rate(order.perSecond, order.seconds);
    if (order.kind === 'arrived') await until(() => this.sink.count() >= order.count);
    if (order.kind === 'slow') this.sink.slow = order.slow;
    if (order.kind === 'turn') await this.sink.turn(order.day);
    if (order.kind === 'trickle') await this.trickle(order.perSecond, from);
    return this.played(from, fromOther, startedAt, order.kind === 'fill');
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

  private async trickle(perSecond: number, before: number): Promise<void> {
    const began = instant();
    const there = (from: number, to: number): boolean => this.sink.arrivals.subarray(from, to).every((at) => at > 0);
    const [from, fromOther] = [this.next, this.nextOther];
    for (let i = 0; !there(0, before);) {
      for (; began + (i * 1_000) / perSecond <= instant(); i++)
        this.generator.push(i % 2 === 0 ? this.next++ : this.nextOther++, began + (i * 1_000) / perSecond);
      await sleep(5);
    }
    await until(() => there(from, this.next) && there(fromOther, this.nextOther));
  }

  private played(from: number, fromOther: number, startedAt: number, filled: boolean): Played {
    const { due, acknowledged } = this.generator;
    const span = <T>(of: (n: number) => T): T[] => Array.from({ length: this.next - from }, (_, i) => of(from + i));
    const late = this.sink.arrivals.subarray(0, from).filter((at) => at > startedAt);
    const gap = (times: Float64Array) => (n: number) => (times[n] ?? 0) - (due[n] ?? 0);
    return {
      ...{ from, to: this.next, refused: this.generator.refused, startedAt, endedAt: instant() },
      acks: span(gap(acknowledged)),
      doors: filled ? [] : span(gap(this.sink.arrivals)),
      others: Array.from({ length: this.nextOther - fromOther }, (_, i) => gap(this.sink.arrivals)(fromOther + i)),
      drained: {
        first: late.reduce((a, b) => Math.min(a, b), Infinity) - startedAt,
        last: late.reduce((a, b) => Math.max(a, b), 0) - startedAt,
      },
      sentAway: this.sink.sentAway(),
      again: this.sink.again(),
    };
  }
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(5);
}

async function signedIn(file: string, count: number): Promise<(() => Signed)[]> {
  const bytes = await readFile(file);
  const found: (() => Signed)[] = [];
  for (let at = 0; found.length < count;) {
    const here = at;
    found.push(() => readSigned(bytes, here));
    at = readSigned(bytes, at).next;
  }
  return found;
}
