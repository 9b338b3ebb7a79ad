import { join, resolve } from 'node:path';
import { loadSchemas, type SchemaConfig, type SchemaVersion } from '@lienthong/config';
import { documentTypes } from '@lienthong/documents';
import { CommandError } from '../complaint/command-error';
import { Misconfigured } from '../settings';

const builtInTypes = documentTypes.flatMap(({ types }) => types);

/** The registry of a configuration folder; nothing else of the configuration has to be in order. Throws `Misconfigured`. */
export function readRegistry(config: string): readonly SchemaConfig[] {
  const { schemas, problems } = loadSchemas(resolve(config), builtInTypes);
  if (problems.length > 0) throw new Misconfigured(problems);
  return schemas;
}

export const typeFile = (config: string, type: string): string => join(resolve(config), 'schemas', type, 'type.yaml');

/** One line of the list: a version that an installation has registered, or one that the program brings. */
export interface Line {
  readonly type: string;
  readonly version: string;
  readonly kind: string;
  readonly compatibility: string;
  readonly state: 'alive' | 'retired' | 'built in';
  readonly since?: string;
}

export function linesOf(schemas: readonly SchemaConfig[]): Line[] {
  const builtIn = documentTypes.flatMap(({ version, types, schemas: texts }): Line[] =>
    types.map((type) => ({ type, version, kind: texts ? 'json' : 'code', compatibility: '', state: 'built in' })),
  );
  const registered = schemas.flatMap(({ type, versions }) =>
    versions.map(({ version, kind, compatibility, retired }): Line => {
      const state = retired === undefined ? 'alive' : 'retired';
      return { type, version: `${type}/${version}`, kind, compatibility, state, ...(retired !== undefined && { since: retired }) };
    }),
  );
  return [...builtIn, ...registered];
}

/** The text of a schema as it validates; of a version that the program brings, made from what validates it. */
export function textOf(schemas: readonly SchemaConfig[], type: string, version: string | undefined): string {
  const builtIn = documentTypes.find((one) => one.types.includes(type) && (version ?? one.version) === one.version);
  if (builtIn) return builtInText(type, builtIn.schemas?.[type]);
  return versionOf(schemas, type, version).text;
}

function builtInText(type: string, schema: object | undefined): string {
  if (!schema)
    throw new CommandError('schema.no-version', {
      vi: `${type}: kiểm bằng mã, xem docs/edxml.md`,
      en: `${type}: checked by code, see docs/edxml.md`,
    });
  return `${JSON.stringify({ $schema: 'https://json-schema.org/draft/2020-12/schema', ...schema }, undefined, 2)}\n`;
}

/** Of a type the version named, or else the newest that is alive. */
export function versionOf(schemas: readonly SchemaConfig[], type: string, version: string | undefined): SchemaVersion {
  const versions = schemas.find((one) => one.type === type)?.versions ?? [];
  const found =
    version === undefined ? versions.findLast(({ retired }) => retired === undefined) : versions.find((one) => one.version === version);
  if (!found) throw new CommandError('schema.no-version', [type, version].filter(Boolean).join(' '));
  return found;
}
