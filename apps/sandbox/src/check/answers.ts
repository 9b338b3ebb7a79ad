import type { LedgerRow, ListedMessage } from './model';

/** The hub's messages that answer questions of these rows: a question's answer names the hub's id of it. */
export interface Answers {
  /** Is this message the answer to a question that was asked? */
  has(listed: ListedMessage): boolean;
  /** How many questions that the hub has recorded have no answer that has come to its end. */
  missing(hasEnded: (listed: ListedMessage) => boolean): number;
}

export function answersTo(rows: readonly LedgerRow[], listed: readonly ListedMessage[]): Answers {
  const asking = new Set(rows.filter(({ asks }) => asks).map(({ channel, digest }) => `${channel} ${digest}`));
  const questions = listed.filter(({ outcome, connector, digest }) => outcome === 'recorded' && asking.has(`${connector} ${digest}`));
  const wanted = new Set(questions.map(({ message }) => `re-${message}`));
  const has = ({ connector, type, id }: ListedMessage): boolean =>
    connector === 'business-registration' && type === 'enterprise.details' && wanted.has(id);
  return {
    has,
    missing: (hasEnded) => wanted.size - new Set(listed.filter((one) => has(one) && hasEnded(one)).map(({ id }) => id)).size,
  };
}
