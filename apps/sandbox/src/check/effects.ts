import { type Foreign, foreignTo } from './foreign';
import type { Finding, LedgerRow, Observation } from './model';

export interface Effects {
  /** Effects that the stand-ins show, each once. */
  readonly taken: ReadonlySet<string>;
  /** How many good messages of this day took effect. */
  readonly delivered: number;
  readonly findings: readonly Finding[];
}

/** Doubled: an effect that shows twice. Out of order: one that a later submission of the same dossier overtook. Phantom: one that nobody submitted. */
export function effectsOf(seen: Observation): Effects {
  const { ledger, earlier, delivered } = seen;
  const good = new Map(ledger.filter(({ expected }) => expected.outcome === 'accept').map((row) => [row.effect, row]));
  const known = new Set([...earlier, ...ledger].map(({ effect }) => effect));
  const firsts = [...new Set(delivered)];
  const ours = firsts.flatMap((effect) => good.get(effect) ?? []);
  return {
    taken: new Set(firsts),
    delivered: ours.length,
    findings: [...doubled(delivered, good), ...overtaken(ours), ...phantoms(firsts, known, foreignTo(seen))],
  };
}

function doubled(delivered: readonly string[], good: ReadonlyMap<string, LedgerRow>): Finding[] {
  const seen = new Set<string>();
  return delivered
    .filter((effect) => seen.size === seen.add(effect).size)
    .flatMap((effect) => good.get(effect) ?? [])
    .map(({ n }) => ({ figure: 'doubled', n, what: 'two effects' }));
}

function overtaken(ours: readonly LedgerRow[]): Finding[] {
  const newest = new Map<string, number>();
  return ours.flatMap(({ n, channel, subject }) => {
    const lane = `${channel} ${subject}`;
    const before = newest.get(lane) ?? 0;
    newest.set(lane, Math.max(before, n));
    return n < before ? [{ figure: 'outOfOrder', n, what: `arrived after number ${before}` } as const] : [];
  });
}

const phantoms = (firsts: readonly string[], known: ReadonlySet<string>, foreign: Foreign): Finding[] =>
  firsts
    .filter((effect) => !known.has(effect) && !foreign.effect(effect))
    .map((effect) => ({ figure: 'wronglyAccepted', n: 0, what: `nobody submitted ${effect}` }));
