import { type Place, type Problem, problem } from '../problem';
import { nearest } from '../source/nearest';
import type { Parsed } from '../source/parse';

type Organisation = Parsed['organisations'][number];

/** Codes keep their numbering; parents and successors exist, and successors are there when their predecessors end. */
export function organisations({ organisations: all }: Parsed): Problem[] {
  const byCode = new Map(all.flatMap((found) => [found.value.code, ...found.value.aliases].map((code) => [code, found] as const)));
  const named = (code: string | undefined, place: Place): Problem[] => {
    if (code === undefined || byCode.has(code)) return [];
    const close = nearest(code, byCode.keys());
    const hint = close === undefined ? { vi: '', en: '' } : { vi: `; gần nhất: "${close}"`, en: `; nearest: "${close}"` };
    return [problem('config.unknown-organisation', place, { vi: `"${code}"${hint.vi}`, en: `"${code}"${hint.en}` })];
  };
  const numbered = numbering();
  return all.flatMap(({ value, at, inGroup }) => [
    ...numbered(value, at('code')),
    ...named(value.parent, inGroup('parent')),
    ...value.into.flatMap((code, i) => [...named(code, at('into', i)), ...succeeds(value, byCode.get(code), at('into', i))]),
    ...heir(value, at('heir')),
    ...(value.into.length > 0 && value.until === undefined
      ? wrong(at('into'), `${value.code} chưa kết thúc (thiếu until)`, `${value.code} has not ended: until is missing`)
      : []),
  ]);
}

const wrong = (place: Place, vi: string, en: string): Problem[] => [problem('config.organisation', place, { vi, en })];

/** Groups share their pattern: it is compiled once. */
function numbering() {
  const compiled = new Map<string, RegExp>();
  return ({ code, codes: { pattern } }: Organisation['value'], place: Place): Problem[] => {
    const expression = compiled.get(pattern) ?? new RegExp(pattern);
    compiled.set(pattern, expression);
    return expression.test(code) ? [] : wrong(place, `"${code}" không theo mẫu ${pattern}`, `"${code}" does not keep to ${pattern}`);
  };
}

const heir = ({ heir: code, into }: Organisation['value'], place: Place): Problem[] =>
  code === undefined || into.includes(code) ? [] : wrong(place, `"${code}" không có trong into`, `"${code}" is none of into`);

function succeeds({ code, until }: Organisation['value'], successor: Organisation | undefined, place: Place): Problem[] {
  if (!successor || until === undefined) return [];
  const { from, until: end, code: next } = successor.value;
  if ((from === undefined || from <= until) && (end === undefined || until < end)) return [];
  return wrong(
    place,
    `${next} không hoạt động vào ngày ${until}, khi ${code} kết thúc`,
    `${next} is not there on ${until}, when ${code} ends`,
  );
}
