import type { Finding as Compared, LedgerRow, ListedMessage } from '@lienthong/sandbox';
import { type Figure, type Finding, type Verdict, figures } from '../model';

const figureOf: Readonly<Record<Compared['figure'], Figure>> = {
  lost: 'lost',
  wronglyRefused: 'lost',
  wrongReason: 'lost', // its sender never hears what was wrong
  doubled: 'doubled',
  outOfOrder: 'reordered',
  wronglyAccepted: 'phantom',
  parked: 'stuck',
  receiptsInvalid: 'unverifiable',
  scenariosFailed: 'lost',
};

/** What the comparison of a city day found, in our figures. What is still under way, or was never acknowledged, is stuck and not lost. */
export function translated({ figure, n, what }: Compared, ledger: readonly LedgerRow[], listed: readonly ListedMessage[]): Finding {
  const row = ledger.find((one) => one.n === n);
  const place = row ? `${row.channel} ${row.subject}: ${what}` : what;
  if (figure !== 'lost' || !row) return { figure: figureOf[figure], n, what: place };
  const states = listed.filter(({ digest }) => digest === row.digest).flatMap(({ deliveries }) => deliveries.map(({ state }) => state));
  const onItsWay = what === 'never answered' || states.some((state) => state === 'waiting' || state === 'released');
  return { figure: onItsWay ? 'stuck' : 'lost', n, what: place };
}

export function verdictOf(submitted: number, findings: readonly Finding[]): Verdict {
  const counts = Object.fromEntries(figures.map((figure) => [figure, findings.filter((one) => one.figure === figure).length]));
  return { ...(counts as Record<Figure, number>), submitted, findings };
}
