import { type KafkaError, asKafkaError } from '../error';
import { type Placed, type RecordPosition, type Send, sendChecked } from './checked-send';
import { takeLot } from './lot';

export interface Call {
  /** Nobody waits any more. */
  expired: boolean;
  left: number;
  readonly positions: RecordPosition[];
  readonly done: (positions: RecordPosition[]) => void;
  readonly failed: (error: KafkaError) => void;
}

export interface Waiting extends Placed {
  /** What it counts in a request. */
  readonly bytes: number;
  readonly call: Call;
  readonly slot: number;
}

/** From this many callers on they are a crowd, which is gathered, for at most so long. */
const crowd = 8;
const longestGatheringMs = 5;

/**
 * One request of a topic under way at a time: order holds in every partition, and whatever is asked for meanwhile
 * joins the next request, so that batches grow with the load and a single caller never waits on purpose.
 */
export class TopicQueue {
  private readonly waiting: Waiting[] = [];
  private flight: Promise<void> | undefined;
  private gathering: { readonly callers: number; readonly end: () => void } | undefined;
  private callers = 0;

  constructor(
    private readonly topic: string,
    private readonly send: Send,
    private readonly pause: () => Promise<void>,
  ) {}

  /** Records of one call. */
  add(records: readonly Waiting[]): void {
    for (const record of records) this.waiting.push(record);
    this.callers++;
    if (this.gathering && this.callers >= this.gathering.callers) this.gathering.end();
    this.flight ??= this.fly();
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    while (this.flight) await this.flight;
  }

  private async fly(): Promise<void> {
    for (let lot = this.next(); lot.length > 0; lot = this.next()) {
      const startedAt = performance.now();
      await this.deliver(lot);
      const answered = callersOf(lot);
      if (answered >= crowd) await this.gather(answered + this.callers, performance.now() - startedAt);
    }
    this.flight = undefined;
  }

  private next(): Waiting[] {
    const lot = takeLot(this.waiting);
    this.callers = callersOf(this.waiting);
    return lot;
  }

  /**
   * Callers of a crowd come again as soon as they are answered: waiting for them, at most as long as their request took, makes one request
   * of what would else be two that take turns, each half as large and each waiting for the other.
   */
  private async gather(callers: number, tookMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, Math.min(tookMs, longestGatheringMs));
      const end = (): void => {
        clearTimeout(timer);
        resolve();
      };
      this.gathering = { callers, end };
    });
    this.gathering = undefined;
  }

  private async deliver(lot: Waiting[]): Promise<void> {
    for (;;)
      try {
        const positions = await sendChecked(this.send, lot, this.pause);
        for (const [i, position] of positions.entries()) settle(lot[i], position);
        return;
      } catch (cause) {
        const error = asKafkaError(cause, { topic: this.topic });
        if (error.code === 'kafka.unavailable' && lot.some(({ call }) => !call.expired)) await this.pause();
        else {
          for (const { call } of lot) call.failed(error);
          return;
        }
      }
  }
}

/** Records of one call stand together. */
function callersOf(records: readonly Waiting[]): number {
  let count = 0;
  let last: Call | undefined;
  for (const { call } of records) {
    if (call !== last) count++;
    last = call;
  }
  return count;
}

function settle(record: Waiting | undefined, position: RecordPosition): void {
  if (record === undefined) return;
  const { call, slot } = record;
  call.positions[slot] = position;
  if (--call.left === 0) call.done(call.positions);
}
