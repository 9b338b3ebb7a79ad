import { failureOf } from '../mapping/test-mapping';
import { type Place, type Problem, problem } from '../problem';
import { nearest } from '../source/nearest';
import type { Parsed } from '../source/parse';

type Mapping = Parsed['mappings'][number];

/** Mappings and their tables exist where they are named, each file is named after its mapping, and every case beside them passes. */
export function mappings({ mappings: all, mappingTests, connectors }: Parsed): Problem[] {
  const names = all.map(({ value }) => value.name);
  const unknown = connectors.flatMap(({ value, at }) => unknownName('config.unknown-mapping', value.mapping, names, at('mapping')));
  const misnamed = [...unknown, ...all.flatMap(named), ...all.flatMap(tables)];
  return misnamed.length > 0 ? misnamed : mappingTests.flatMap((test) => tested(test, all));
}

function unknownName(
  code: 'config.unknown-mapping' | 'config.unknown-table',
  name: string | undefined,
  known: readonly string[],
  place: Place,
): Problem[] {
  if (name === undefined || known.includes(name)) return [];
  const close = nearest(name, known) ?? known.join(', ');
  return [problem(code, place, { vi: `"${name}"; hiện có: ${close}`, en: `"${name}"; there is: ${close}` })];
}

function named({ value: { name }, source: { file }, at }: Mapping): Problem[] {
  const right = `mappings/${name}.yaml`;
  return file === right ? [] : [problem('config.invalid-value', at('name'), { vi: `phải ở ${right}`, en: `belongs into ${right}` })];
}

const tables = ({ value, at }: Mapping): Problem[] =>
  value.rules.flatMap(({ table }, i) => unknownName('config.unknown-table', table, Object.keys(value.tables), at('rules', i, 'table')));

function tested({ value, source: { file }, at }: Parsed['mappingTests'][number], all: readonly Mapping[]): Problem[] {
  const found = all.find(({ source }) => source.file === file.replace('.test.', '.'));
  if (!found) return [problem('config.unknown-mapping', at(), { vi: file, en: file })];
  const actual = failureOf(found.value, value);
  if (actual === undefined) return [];
  const expected = value.code ?? JSON.stringify(value.expect);
  const words = { vi: `"${value.name}": cần ${expected}, được ${actual}`, en: `"${value.name}": expected ${expected}, got ${actual}` };
  return [problem('config.mapping-test', at(value.code === undefined ? 'expect' : 'code'), words)];
}
