import type { Advance } from '@lienthong/message';
import { Unstorable } from './errors';
import type { Placed } from './steps/receive';
import type { Batch } from './way';

/**
 * The consumer's loop around what records a batch: one that is `Unstorable` is halved until the message that makes it so stands alone, and
 * that one goes elsewhere. Any other error is the caller's.
 */
export async function isolate<T extends Placed>(
  batch: Batch<T>,
  work: (batch: Batch<T>) => Promise<unknown>,
  alone: (message: T, advances: readonly Advance[], error: Unstorable) => Promise<void>,
): Promise<void> {
  try {
    await work(batch);
  } catch (error) {
    const [first, ...others] = batch.messages;
    if (!(error instanceof Unstorable) || !first) throw error;
    if (others.length === 0) return alone(first, batch.advances, error);
    for (const half of halves(batch)) await isolate(half, work, alone);
  }
}

/** Each half advances its partitions as far as its own last message; the second ends where the whole did. */
export function halves<T extends Placed>({ messages, advances }: Batch<T>): readonly [Batch<T>, Batch<T>] {
  const middle = messages.length >> 1;
  const first = messages.slice(0, middle);
  const split = advances.map((whole) => {
    const reached = { ...whole, ...lastOf(first, whole) };
    return { reached, rest: { ...whole, from: reached.to } };
  });
  return [
    { messages: first, advances: split.map(({ reached }) => reached).filter(moves) },
    { messages: messages.slice(middle), advances: split.map(({ rest }) => rest).filter(moves) },
  ];
}

const moves = (a: Advance): boolean => a.to > a.from;

/** Which leader wrote that message nobody noted: -1, as Kafka says it, and no later epoch contradicts it. */
function lastOf(messages: readonly Placed[], a: Advance): Pick<Advance, 'to' | 'appendedAt' | 'leaderEpoch'> {
  const last = messages.findLast(({ position: p }) => p.topic === a.topic && p.partition === a.partition);
  const leaderEpoch = -1;
  return last
    ? { to: last.position.offset + 1n, appendedAt: last.acceptedAt, leaderEpoch }
    : { to: a.from, appendedAt: a.appendedAt, leaderEpoch };
}
