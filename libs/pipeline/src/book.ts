import type { Advance, Settlement } from './ports';
import type { Handed } from './steps/receive';
import { Unstorable, halves } from './take';
import type { Way } from './way';

/** A result and where it stood on its topic. */
export interface PlacedResult extends Pick<Handed, 'position' | 'acceptedAt'> {
  readonly result: Settlement;
}

export interface ResultBatch {
  readonly messages: readonly PlacedResult[];
  readonly advances: readonly Advance[];
}

/** The consumer's loop around `settle`: one result that cannot be booked is dropped and its position passed, since the lease of its delivery ends. */
export async function book(
  batch: ResultBatch,
  way: Pick<Way, 'settle'>,
  dropped: (one: PlacedResult, error: Unstorable) => void,
): Promise<void> {
  const { messages, advances } = batch;
  try {
    await way.settle(
      messages.map(({ result }) => result),
      advances,
    );
  } catch (error) {
    const [first, ...others] = messages;
    if (!(error instanceof Unstorable) || !first) throw error;
    if (others.length > 0) {
      for (const half of halves(batch)) await book(half, way, dropped);
      return;
    }
    await way.settle([], advances);
    dropped(first, error);
  }
}
