import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SchemaConfig, SchemaVersion } from '../model';
import { type Place, type Problem, problem, type Words } from '../problem';
import type { Parsed } from '../source/parse';

type Entry = Parsed['schemas'][number];

const kinds = [
  { kind: 'json', schema: '.schema.json', example: '.example.json' },
  { kind: 'xsd', schema: '.xsd', example: '.example.xml' },
] as const;

const typeName = /^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$/;

/** The registry with the texts that stand beside each `type.yaml`. `builtIn`: types that the program itself brings. */
export function readSchemas(
  dir: string,
  { schemas }: Pick<Parsed, 'schemas'>,
  builtIn: readonly string[] = [],
): { schemas: SchemaConfig[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const read = schemas.map((entry): SchemaConfig => {
    const type = entry.source.file.split('/').at(1) ?? '';
    const files = readdirSync(join(dir, 'schemas', type)).filter((name) => name !== 'type.yaml');
    const { versions, problems: inFiles } = readVersions(dir, entry, type, files);
    problems.push(...misnamed(entry, type, builtIn), ...twice(entry), ...inFiles, ...surplus(entry, type, files));
    return { type, name: entry.value.name, signed: entry.value.signed, versions };
  });
  return { schemas: read, problems };
}

function misnamed({ at }: Entry, type: string, builtIn: readonly string[]): Problem[] {
  if (!typeName.test(type))
    return [wrong(at(), { vi: `"${type}" không phải tên loại thông điệp`, en: `"${type}" is no name of a message type` })];
  return builtIn.includes(type) ? [wrong(at(), { vi: `"${type}" có sẵn trong chương trình`, en: `"${type}" is built in` })] : [];
}

const twice = ({ value, at }: Entry): Problem[] =>
  value.versions.flatMap(({ version }, i) =>
    value.versions.findIndex((one) => one.version === version) === i
      ? []
      : [problem('config.duplicate', at('versions', i, 'version'), { vi: version, en: version })],
  );

function readVersions(dir: string, { value, at }: Entry, type: string, files: readonly string[]) {
  const problems: Problem[] = [];
  const versions = value.versions.flatMap(({ version, compatibility, retired }, i): SchemaVersion[] => {
    const found = kinds.filter(({ schema }) => files.includes(`${version}${schema}`));
    const [one] = found;
    const named = kinds.map(({ schema }) => `${version}${schema}`).join(', ');
    if (!one || found.length > 1) {
      problems.push(
        wrong(at('versions', i, 'version'), { vi: `cần đúng một trong: ${named}`, en: `exactly one of these is needed: ${named}` }),
      );
      return [];
    }
    if (!files.includes(`${version}${one.example}`)) {
      problems.push(
        wrong(at('versions', i, 'version'), { vi: `thiếu ${version}${one.example}`, en: `${version}${one.example} is missing` }),
      );
      return [];
    }
    const text = (name: string): string => readFileSync(join(dir, 'schemas', type, name), 'utf8');
    const file = `schemas/${type}/${version}${one.schema}`;
    const texts = { text: text(`${version}${one.schema}`), example: text(`${version}${one.example}`) };
    return [{ version, kind: one.kind, compatibility, retired, file, ...texts }];
  });
  return { versions, problems };
}

function surplus({ value }: Entry, type: string, files: readonly string[]): Problem[] {
  const known = new Set(
    value.versions.flatMap(({ version }) => kinds.flatMap(({ schema, example }) => [`${version}${schema}`, `${version}${example}`])),
  );
  const words = { vi: 'không thuộc phiên bản nào của type.yaml', en: 'belongs to no version of type.yaml' };
  return files.filter((name) => !known.has(name)).map((name) => wrong({ file: `schemas/${type}/${name}`, line: 1, column: 1 }, words));
}

const wrong = (place: Place, words: Words): Problem => problem('config.schema', place, words);
