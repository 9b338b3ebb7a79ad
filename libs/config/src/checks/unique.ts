import { type Place, type Problem, problem } from '../problem';
import type { Located } from '../source/located';
import type { Parsed } from '../source/parse';

/** Names and codes mean one thing each. A party's aliases share one space with all codes. */
export function unique(parsed: Parsed): Problem[] {
  return [
    ...repeated(parsed.connectors.map(byName)),
    ...repeated(parsed.roots.map(byName)),
    ...repeated(parsed.agreements.map(byId)),
    ...repeated(parsed.routes.map(byId)),
    ...repeated(parsed.parties.flatMap(codes)),
  ];
}

type Claim = readonly [name: string, place: Place];

const byName = ({ value, at }: Located<{ name: string }>): Claim => [value.name, at('name')];

const byId = ({ value, at }: Located<{ id: string }>): Claim => [value.id, at('id')];

const codes = ({ value, at }: Parsed['parties'][number]): Claim[] => [
  [value.code, at('code')],
  ...value.aliases.map((alias, i): Claim => [alias, at('aliases', i)]),
];

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
