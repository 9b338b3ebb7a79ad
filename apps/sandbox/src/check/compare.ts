import { judgeRow, type Fate } from './fates';
import { effectsOf } from './effects';
import { groupBy } from './group';
import { listingFaults } from './listing';
import { type Figures, type Finding, faultFigures, type ListedMessage, type Observation } from './model';
import { receiptFaults } from './receipts';

export interface Comparison {
  readonly figures: Figures;
  readonly findings: readonly Finding[];
}

/** Compares what was submitted with what was recorded, delivered, refused and receipted. Pure; trusts nothing that the hub says of itself alone. */
export function compare(seen: Observation): Comparison {
  const effects = effectsOf(seen);
  const fates = fatesOf(seen, effects.taken);
  const findings = [
    ...fates.flatMap((fate) => fate.findings),
    ...effects.findings,
    ...listingFaults(seen),
    ...receiptFaults(seen),
    ...scenarioFaults(seen),
  ];
  return { figures: figuresOf(seen, fates, effects.delivered, findings), findings };
}

/** Nothing lost, doubled, out of order or wrongly decided, and something was submitted at all. */
export const passed = (figures: Figures): boolean => figures.submitted > 0 && faultFigures.every((figure) => figures[figure] === 0);

function fatesOf({ ledger, answers, listed }: Observation, taken: ReadonlySet<string>): Fate[] {
  const rows = groupBy(listed, ({ connector, digest }) => `${connector} ${digest}`);
  const waiting = groupBy(listed.filter(isUndecided), ({ connector, subject }) => `${connector} ${subject}`);
  const said = new Map(answers.map((answer) => [answer.n, answer]));
  const repeats = groupBy(
    ledger.filter(({ expected }) => expected.outcome === 'duplicate'),
    ({ channel, digest }) => `${channel} ${digest}`,
  );
  return ledger.map((row) => {
    const key = `${row.channel} ${row.digest}`;
    const repeat = (repeats.get(key) ?? []).indexOf(row);
    return judgeRow({
      row,
      repeat,
      said: said.get(row.n),
      seen: rows.get(key) ?? waiting.get(`${row.channel} ${row.subject}`) ?? [],
      taken: taken.has(row.effect),
    });
  });
}

/** Parked before it was recorded: only its lane is known. */
const isUndecided = ({ outcome, digest }: ListedMessage): boolean => outcome === 'parked' && digest === '';

const scenarioFaults = ({ scenarios = [] }: Observation): Finding[] =>
  scenarios
    .filter(({ state }) => state !== 'complete')
    .map(({ code, state, steps, of }) => ({ figure: 'scenariosFailed', n: 0, what: `${code} ${state}, ${steps}/${of}` }));

function figuresOf(seen: Observation, fates: readonly Fate[], delivered: number, findings: readonly Finding[]): Figures {
  const count = (figure: Finding['figure']): number => findings.filter((finding) => finding.figure === figure).length;
  const ended = (end: Fate['end']): Fate[] => fates.filter((fate) => fate.end === end);
  const refusedByCode: Record<string, number> = {};
  for (const { code } of ended('refused')) refusedByCode[code] = (refusedByCode[code] ?? 0) + 1;
  return {
    submitted: seen.ledger.length,
    accepted: ended('recorded').length + ended('duplicate').length,
    refused: ended('refused').length,
    refusedByCode,
    duplicates: ended('duplicate').length,
    recorded: ended('recorded').length,
    delivered,
    lost: count('lost'),
    doubled: count('doubled'),
    outOfOrder: count('outOfOrder'),
    wronglyRefused: count('wronglyRefused'),
    wronglyAccepted: count('wronglyAccepted'),
    wrongReason: count('wrongReason'),
    parked: count('parked'),
    receipts: seen.receipts.receipts,
    receiptsInvalid: count('receiptsInvalid'),
    scenarios: (seen.scenarios ?? []).filter(({ state }) => state === 'complete').length,
    scenariosFailed: count('scenariosFailed'),
    seconds: seen.seconds,
    seed: seen.seed,
  };
}
