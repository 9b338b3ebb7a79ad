import { Failure } from '@lienthong/message';
import type { Handed } from './steps/receive';
import type { Advance } from './ports';
import type { Batch, Way } from './way';

/** A rules version was activated while the batch was decided: decide it again. */
export class RulesChanged extends Error {
  override readonly name = 'RulesChanged';
}

/**
 * Step 7 failed through something that the batch holds: whatever is neither the database's fault nor the world having moved on. `cause`
 * is the error itself.
 */
export class Unstorable extends Error {
  override readonly name = 'Unstorable';
}

/** Keeps the one message that cannot be recorded: its bytes alone, its lane parked, its position passed. */
export type Quarantine = (message: Handed, reason: Failure, advances: readonly Advance[]) => Promise<void>;

/** The consumer's loop around `carry`: what may go wrong with a batch as a whole. Position moved, database away: the caller's. */
export async function take(batch: Batch, way: Pick<Way, 'carry'>, quarantine: Quarantine): Promise<void> {
  try {
    await way.carry(batch);
  } catch (error) {
    if (error instanceof RulesChanged) return take(batch, way, quarantine);
    if (!(error instanceof Unstorable)) throw error;
    const [first, ...others] = batch.messages;
    if (!first) throw error;
    const reason = new Failure('ambiguous', 'message.unstorable', {}, { cause: error.cause });
    if (others.length === 0) return quarantine(first, reason, batch.advances);
    for (const half of halves(batch)) await take(half, way, quarantine);
  }
}

/** What a record of a batch has to tell for its batch to be halved. */
type Placed = Pick<Handed, 'position' | 'acceptedAt'>;

interface Divisible<T> {
  readonly messages: readonly T[];
  readonly advances: readonly Advance[];
}

/** Each half advances its partitions as far as its own last message; the second ends where the whole did. */
export function halves<T extends Placed>({ messages, advances }: Divisible<T>): readonly [Divisible<T>, Divisible<T>] {
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
