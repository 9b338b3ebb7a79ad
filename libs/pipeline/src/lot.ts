import { setImmediate as immediately } from 'node:timers/promises';
import { Failure, refuse } from '@lienthong/message';
import type { Known } from './known';
import type { Received } from './steps/receive';

interface OnTheWay {
  readonly received: Received;
  /** There once step 3 has proved who sent it. */
  readonly known?: Known;
  /** There since step 4. */
  readonly contentDigest?: Uint8Array;
}

/** A message at the end of its way before delivery. */
export class Ended implements OnTheWay {
  readonly received: Received;
  readonly known?: Known;
  readonly contentDigest?: Uint8Array;

  constructor(
    readonly how: 'refused' | 'parked',
    readonly reason: Failure,
    { received, known, contentDigest }: OnTheWay,
  ) {
    this.received = received;
    this.known = known;
    this.contentDigest = contentDigest;
  }
}

/** Every message of a batch, in its order: still on its way (`T`) or at its end with a reason. Nothing ever leaves a lot. */
export type Lot<T> = readonly (T | Ended)[];

/** So many go through a step before anything else has its turn on this thread: a seal or an answer must not wait for a whole batch. */
const aTurn = 64;

/** Applies a step to each message still on its way. */
export async function each<A extends OnTheWay, B>(lot: Lot<A>, step: (message: A) => B): Promise<Lot<B>> {
  const after: (B | Ended)[] = [];
  for (const [i, m] of lot.entries()) {
    if (i % aTurn === aTurn - 1) await immediately();
    after.push(m instanceof Ended ? m : attempt(m, step));
  }
  return after;
}

/** The only catch: a failure ends its message, never the batch. */
function attempt<A extends OnTheWay, B>(m: A, step: (message: A) => B): B | Ended {
  try {
    return step(m);
  } catch (error) {
    const reason = error instanceof Failure ? error : new Failure('ambiguous', 'hub.defect', {}, { cause: error }); // our bug never
    return new Ended(reason.kind === 'permanent' ? 'refused' : 'parked', reason, m); // rejects a message
  }
}

/**
 * What an operator released ends here: refused with the evidence of its sender, or unverified where step 3 could not prove one. What the
 * rules refuse keeps their reason.
 */
export function endReleased<T extends OnTheWay>(lot: Lot<T>): Lot<T> {
  return lot.map((m) => {
    const waited = m.received.parked?.released;
    if (waited === undefined || (m instanceof Ended && m.how === 'refused')) return m;
    return new Ended('refused', refuse('operator.released', { waited }), m);
  });
}

/**
 * A parked message keeps its lane: those behind it wait for it, whatever became of them; other lanes go on. Only a lane's head has a reason
 * of its own, and of a lane that is `standing` the head is none of this lot.
 */
export function inOrder<T extends OnTheWay>(lot: Lot<T>, standing: ReadonlySet<string> = new Set()): Lot<T> {
  const parked = new Set(standing);
  return lot.map((m) => {
    const { lane } = m.received;
    if (parked.has(lane)) return new Ended('parked', new Failure('transient', 'lane.waiting'), m);
    if (m instanceof Ended && m.how === 'parked') parked.add(lane);
    return m;
  });
}
