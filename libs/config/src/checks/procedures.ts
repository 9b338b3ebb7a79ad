import { type Place, type Problem, problem } from '../problem';
import { nearest } from '../source/nearest';
import type { Parsed } from '../source/parse';

type Procedure = Parsed['procedures'][number];
type Version = Procedure['value']['versions'][number];

/** Versions follow each other, parts are told apart, and every organisation named is known. */
export function procedures({ procedures: all, organisations, parties }: Parsed): Problem[] {
  const known = new Set([...organisations, ...parties].flatMap(({ value }) => [value.code, ...value.aliases]));
  return all.flatMap(({ value, at }) => [
    ...named(value.agency, known, at('agency')),
    ...value.versions.flatMap((version, v) => [
      ...follows(value.versions[v - 1], version, at('versions', v, 'from')),
      ...distinct(version.papers, (i) => at('versions', v, 'papers', i, 'id')),
      ...distinct(version.fees, (i) => at('versions', v, 'fees', i, 'id')),
      ...version.papers.flatMap(({ heldBy }, i) => named(heldBy, known, at('versions', v, 'papers', i, 'heldBy'))),
      ...version.steps.flatMap(({ holder }, i) => named(holder, known, at('versions', v, 'steps', i, 'holder'))),
    ]),
  ]);
}

const wrong = (place: Place, vi: string, en: string): Problem[] => [problem('config.procedure', place, { vi, en })];

function follows(before: Version | undefined, { from, until }: Version, place: Place): Problem[] {
  if (until !== undefined && until <= from) return wrong(place, `${from} không trước ${until}`, `${from} is not before ${until}`);
  if (!before || (before.until !== undefined && before.until <= from)) return [];
  return wrong(place, 'phiên bản trước chưa kết thúc (until)', 'the version before it has not ended by then (until)');
}

const distinct = (parts: readonly { id: string }[], place: (i: number) => Place): Problem[] =>
  parts.flatMap(({ id }, i) =>
    parts.findIndex((part) => part.id === id) < i ? wrong(place(i), `"${id}" đã có`, `"${id}" is there already`) : [],
  );

function named(code: string | undefined, known: ReadonlySet<string>, place: Place): Problem[] {
  if (code === undefined || known.has(code)) return [];
  const close = nearest(code, known);
  const hint = close === undefined ? { vi: '', en: '' } : { vi: `; gần nhất: "${close}"`, en: `; nearest: "${close}"` };
  return [problem('config.unknown-organisation', place, { vi: `"${code}"${hint.vi}`, en: `"${code}"${hint.en}` })];
}
