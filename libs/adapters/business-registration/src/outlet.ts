import type { Source } from '@lienthong/adapter-kit';
import { later } from '@lienthong/message';

export type Submit = Parameters<Source['run']>[0];

/** Lends the sink what the source was given: the answer to a question goes the way of every message that this connector hands in. */
export class Outlet {
  private submit: Submit | undefined;

  /** Until `close`. */
  open(submit: Submit): void {
    this.submit = submit;
  }

  close(): void {
    this.submit = undefined;
  }

  /** Throws `Failure` transient while nothing can be handed in. */
  get(): Submit {
    if (!this.submit) throw later('delivery.unavailable', { reason: 'this connector cannot hand its answers in yet' });
    return this.submit;
  }
}
