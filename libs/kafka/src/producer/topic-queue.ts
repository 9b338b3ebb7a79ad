import { type KafkaError, asKafkaError } from '../error';
import { type Placed, type Send, sendChecked } from './checked-send';
import { takeLot } from './lot';

export interface RecordPosition {
  readonly partition: number;
  readonly offset: bigint;
}

export interface Call {
  /** Nobody waits any more. */
  expired: boolean;
  left: number;
  readonly positions: RecordPosition[];
  readonly done: (positions: RecordPosition[]) => void;
  readonly failed: (error: KafkaError) => void;
}

interface Waiting extends Placed {
  readonly call: Call;
  readonly slot: number;
}

/**
 * One request of a topic under way at a time: order holds in every partition, and whatever is asked for meanwhile
 * joins the next request, so that batches grow with the load and nothing ever waits on purpose.
 */
export class TopicQueue {
  private waiting: Waiting[] = [];
  private flight: Promise<void> | undefined;

  constructor(
    private readonly topic: string,
    private readonly send: Send,
    private readonly pause: () => Promise<void>,
  ) {}

  add(records: readonly Placed[], call: Call): void {
    for (const [slot, record] of records.entries()) this.waiting.push({ ...record, call, slot });
    this.flight ??= this.fly();
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    while (this.flight) await this.flight;
  }

  private async fly(): Promise<void> {
    for (;;) {
      this.waiting = this.waiting.filter(({ call }) => !call.expired);
      const lot = takeLot(this.waiting);
      if (lot.length === 0) break;
      await this.deliver(lot);
    }
    this.flight = undefined;
  }

  private async deliver(lot: readonly Waiting[]): Promise<void> {
    for (;;)
      try {
        const offsets = await sendChecked(this.send, lot, this.pause);
        for (const [i, record] of lot.entries()) settle(record, offsets[i] ?? 0n);
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

function settle({ call, slot, partition }: Waiting, offset: bigint): void {
  call.positions[slot] = { partition, offset };
  if (--call.left === 0) call.done(call.positions);
}
