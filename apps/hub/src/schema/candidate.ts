import { readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import type { SchemaConfig, SchemaVersion } from '@lienthong/config';
import { type Compatibility, documentTypes, nextVersion, versionPattern } from '@lienthong/documents';
import { CommandError } from '../complaint/command-error';

export interface CandidateOptions {
  readonly type?: string;
  readonly version?: string;
  readonly example?: string;
  readonly compatibility: Compatibility;
}

/** A file that is to become a version, and the type as it would be with it. */
export interface Candidate {
  readonly version: SchemaVersion;
  readonly type: SchemaConfig;
  readonly isNewType: boolean;
}

const typeName = /^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$/;

/** What is not said is read off the path: `<type>/<version>.schema.json`, its example `<version>.example.json` beside it. */
export async function candidateOf(file: string, options: CandidateOptions, schemas: readonly SchemaConfig[]): Promise<Candidate> {
  const name = typeOf(file, options.type);
  const known = schemas.find(({ type }) => type === name);
  const kind = kindOf(file);
  const version: SchemaVersion = {
    version: versionOf(file, options.version, known?.versions.map((one) => one.version) ?? []),
    compatibility: options.compatibility,
    kind,
    file,
    text: await readFile(file, 'utf8'),
    example: await readFile(options.example ?? exampleBeside(file, kind), 'utf8'),
  };
  const type = known ?? { type: name, name: { vi: name, en: name }, signed: true, versions: [] };
  return { version, type: { ...type, versions: [...type.versions, version] }, isNewType: known === undefined };
}

function typeOf(file: string, given: string | undefined): string {
  const type = given ?? basename(dirname(resolve(file)));
  if (!typeName.test(type)) throw usage(`--type: "${type}"`);
  if (documentTypes.some(({ types }) => types.includes(type))) throw new CommandError('config.schema', builtIn(type));
  return type;
}

const builtIn = (type: string) => ({ vi: `"${type}" có sẵn trong chương trình`, en: `"${type}" is built in` });

function kindOf(file: string): SchemaVersion['kind'] {
  if (file.endsWith('.xsd')) return 'xsd';
  if (file.endsWith('.json')) return 'json';
  throw usage(`${file}: .schema.json, .xsd`);
}

function versionOf(file: string, given: string | undefined, taken: readonly string[]): string {
  const [, named = ''] = /^(.+?)(\.schema\.json|\.xsd)$/.exec(basename(file)) ?? [];
  const version = given ?? (versionPattern.test(named) ? named : nextVersion(taken));
  if (!versionPattern.test(version)) throw usage(`--version: "${version}", 1, 1.1, 2 …`);
  if (taken.includes(version)) throw new CommandError('config.duplicate', version);
  return version;
}

const exampleBeside = (file: string, kind: SchemaVersion['kind']): string =>
  kind === 'xsd' ? file.replace(/\.xsd$/, '.example.xml') : file.replace(/(\.schema)?\.json$/, '.example.json');

const usage = (words: string): CommandError => new CommandError('cli.usage', words);
