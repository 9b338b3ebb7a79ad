import { type Advance, Failure } from '@lienthong/message';
import { RulesChanged } from './errors';
import { isolate } from './isolate';
import type { Handed } from './steps/receive';
import type { Batch, Way } from './way';

/** Keeps the one message that cannot be recorded: its bytes alone, its lane parked, its position passed. */
export type Quarantine = (message: Handed, reason: Failure, advances: readonly Advance[]) => Promise<void>;

/** Carries a batch to its end, under rules that are still active then. Position moved, database away: the caller's. */
export const take = (batch: Batch, way: Pick<Way, 'carry'>, quarantine: Quarantine): Promise<void> =>
  isolate(
    batch,
    (part) => carried(part, way),
    (message, advances, { cause }) => quarantine(message, new Failure('ambiguous', 'message.unstorable', {}, { cause }), advances),
  );

async function carried(batch: Batch, way: Pick<Way, 'carry'>): Promise<void> {
  for (;;)
    try {
      await way.carry(batch);
      return;
    } catch (error) {
      if (!(error instanceof RulesChanged)) throw error;
    }
}
