import { answersTo } from './answers';
import { foreignTo } from './foreign';
import { groupBy } from './group';
import type { Finding, LedgerRow, ListedMessage, Observation } from './model';

/** What the hub's own list of messages gives away: records nobody submitted or asked for, one message recorded twice, what stands still or died. */
export function listingFaults(seen: Observation): Finding[] {
  const { ledger, earlier, listed } = seen;
  const foreign = foreignTo(seen);
  const answers = answersTo([...earlier, ...ledger], listed);
  const numbers = new Map(ledger.map((row) => [row.digest, row.n]));
  const known = new Set([...earlier, ...ledger].map((row: LedgerRow) => row.digest));
  const today = listed.filter((m) => numbers.has(m.digest) || answers.has(m));
  const recorded = listed.filter(({ outcome }) => outcome === 'recorded');
  const at = ({ digest }: ListedMessage): number => numbers.get(digest) ?? 0;
  return [
    ...recorded
      .filter((m) => !known.has(m.digest) && !foreign.message(m) && !answers.has(m))
      .map((m) => finding('wronglyAccepted', 0, `nobody submitted ${m.message}`)),
    ...twice(today).map((m) => finding('doubled', at(m), `recorded again as ${m.message}`)),
    ...today.filter(sentTwice).map((m) => finding('doubled', at(m), 'two deliveries to one connector')),
    ...listed.filter(({ outcome }) => outcome === 'parked').map((m) => finding('parked', at(m), `in its in-lane: ${m.code}`)),
    ...today.filter(has('parked')).map((m) => finding('parked', at(m), 'in its out-lane')),
    ...today.filter(has('dead')).map((m) => finding('wronglyRefused', at(m), 'refused by its receiver')),
  ];
}

const finding = (figure: Finding['figure'], n: number, what: string): Finding => ({ figure, n, what });

function twice(today: readonly ListedMessage[]): ListedMessage[] {
  const recorded = today.filter(({ outcome }) => outcome === 'recorded');
  return [...groupBy(recorded, ({ sender, id }) => `${sender} ${id}`).values()].flatMap((same) => same.slice(1));
}

const sentTwice = ({ deliveries }: ListedMessage): boolean =>
  new Set(deliveries.map(({ connector }) => connector)).size < deliveries.length;

const has =
  (state: string) =>
  ({ deliveries }: ListedMessage): boolean =>
    deliveries.some((delivery) => delivery.state === state);
