import { answersTo } from './answers';
import { groupBy } from './group';
import type { DoorAnswer, LedgerRow, ListedMessage } from './model';

/** Delivery states that stay as they are. */
const final = new Set(['delivered', 'dead']);

/** How many acknowledged submissions, and answers to questions, the hub has not yet brought to their end. Parked ones count: they may still be released. */
export function unsettled(ledger: readonly LedgerRow[], answers: readonly DoorAnswer[], listed: readonly ListedMessage[]): number {
  const taken = new Set(answers.filter(({ answer }) => answer === 'acknowledged').map(({ n }) => n));
  const submitted = groupBy(
    ledger.filter(({ n }) => taken.has(n)),
    ({ channel, digest }) => `${channel} ${digest}`,
  );
  const ended = groupBy(listed.filter(hasEnded), ({ connector, digest }) => `${connector} ${digest}`);
  const unanswered = answersTo(ledger, listed).missing(hasEnded);
  return [...submitted].reduce((sum, [key, rows]) => sum + Math.max(0, rows.length - (ended.get(key)?.length ?? 0)), unanswered);
}

const hasEnded = ({ outcome, deliveries }: ListedMessage): boolean =>
  outcome !== 'parked' && deliveries.every(({ state }) => final.has(state));
