import type { Unstorable } from './errors';
import { isolate } from './isolate';
import type { Settlement } from './ports';
import type { Placed } from './steps/receive';
import type { Batch, Way } from './way';

/** A result and where it stood on its topic. */
export interface PlacedResult extends Placed {
  readonly result: Settlement;
}

/** Books a batch of results. One that cannot be booked is dropped and its position passed, since the lease of its delivery ends. */
export const book = (
  batch: Batch<PlacedResult>,
  way: Pick<Way, 'settle'>,
  dropped: (one: PlacedResult, error: Unstorable) => void,
): Promise<void> =>
  isolate(
    batch,
    ({ messages, advances }) =>
      way.settle(
        messages.map(({ result }) => result),
        advances,
      ),
    async (one, advances, error) => {
      await way.settle([], advances);
      dropped(one, error);
    },
  );
