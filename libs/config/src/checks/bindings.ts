import type { Binding, PartyConfig } from '../model';
import { type Place, type Problem, problem } from '../problem';
import type { Parsed } from '../source/parse';

interface Bound extends Binding {
  readonly party: string;
  readonly place: Place;
}

/** At no instant does one certificate speak for two parties. `parties` are those of `parsed`, certificates read. */
export function bindings(parsed: Parsed, parties: readonly PartyConfig[]): Problem[] {
  const bound = parties.flatMap(({ code, certificates }, p) =>
    certificates.map((binding, c): Bound => ({ ...binding, party: code, place: place(parsed, p, c) })),
  );
  const seen = new Map<string, Bound[]>();
  return bound.flatMap((later) => {
    const earlier = seen.get(later.sha256) ?? [];
    seen.set(later.sha256, [...earlier, later]);
    const clash = earlier.find((other) => other.party !== later.party && overlap(other, later));
    return clash ? [problem('config.binding-overlap', later.place, both(later, clash))] : [];
  });
}

const place = (parsed: Parsed, party: number, certificate: number): Place =>
  parsed.parties[party]?.at('certificates', certificate) ?? { file: '', line: 1, column: 1 };

/** Spans are half open: one may start in the instant in which the other ends. */
const overlap = (a: Binding, b: Binding): boolean =>
  (a.from === undefined || b.until === undefined || a.from < b.until) &&
  (b.from === undefined || a.until === undefined || b.from < a.until);

const both = (later: Bound, { party, place: { file, line } }: Bound) => ({
  vi: `${later.party} và ${party} (${file}:${line.toString()})`,
  en: `${later.party} and ${party} (${file}:${line.toString()})`,
});
