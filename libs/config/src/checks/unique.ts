import { type Place, type Problem, problem } from '../problem';
import type { Located } from '../source/located';
import type { Parsed } from '../source/parse';

/** Names and codes mean one thing each. A party's aliases share one space with all codes. */
export function unique(parsed: Parsed): Problem[] {
  return [
    ...repeated(parsed.connectors.map(byName)),
    ...repeated(parsed.roots.map(byName)),
    ...repeated(parsed.mappings.map(byName)),
    ...repeated(parsed.agreements.map(byId)),
    ...repeated(parsed.routes.map(byId)),
    ...repeated(parsed.parties.flatMap(codes)),
    ...repeated(parsed.organisations.flatMap(codes)),
    ...aliasesOfOthers(parsed),
    ...repeated(parsed.procedures.map(({ value, at }): Claim => [value.code, at('code')])),
  ];
}

type Claim = readonly [name: string, place: Place];

const byName = ({ value, at }: Located<{ name: string }>): Claim => [value.name, at('name')];

const byId = ({ value, at }: Located<{ id: string }>): Claim => [value.id, at('id')];

const codes = ({ value, at }: Located<{ code: string; aliases: string[] }>): Claim[] => [
  [value.code, at('code')],
  ...value.aliases.map((alias, i): Claim => [alias, at('aliases', i)]),
];

/** A party may repeat the codes of the organisation that it is, and take none of another. */
function aliasesOfOthers({ parties, organisations }: Parsed): Problem[] {
  const owner = new Map(organisations.flatMap((found) => codes(found).map(([code]) => [code, found] as const)));
  return parties.flatMap((party) =>
    codes(party).flatMap(([code, place]) => {
      const other = owner.get(code);
      return other && other !== owner.get(party.value.code) ? [problem('config.duplicate', place, already(code, other.at('code')))] : [];
    }),
  );
}

function repeated(claims: readonly Claim[]): Problem[] {
  const first = new Map<string, Place>();
  return claims.flatMap(([name, place]) => {
    const taken = first.get(name);
    if (!taken) first.set(name, place);
    return taken ? [problem('config.duplicate', place, already(name, taken))] : [];
  });
}

const already = (name: string, { file, line }: Place) => ({
  vi: `"${name}" đã có ở ${file}:${line.toString()}`,
  en: `"${name}" is already at ${file}:${line.toString()}`,
});
