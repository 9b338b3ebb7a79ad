import type { Finding, Observation } from './model';

/** A receipt that does not verify, and one that is missing: every outcome whose sender is known has at least one. */
export function receiptFaults({ receipts: { receipts, valid, invalid }, listed }: Observation): Finding[] {
  const due = listed.filter(({ outcome }) => outcome === 'recorded' || outcome === 'refused').length;
  const bad = Math.max(invalid, receipts - valid);
  return [...times(bad, 'does not verify'), ...times(Math.max(0, due - receipts), 'is missing')];
}

const times = (count: number, what: string): Finding[] =>
  Array.from({ length: count }, () => ({ figure: 'receiptsInvalid', n: 0, what: `a receipt ${what}` }));
