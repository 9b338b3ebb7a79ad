import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../problem';
import { readSource, type Source } from './yaml';

/** Every file of a configuration folder, parsed but not yet understood. */
export interface Sources {
  readonly hub: Source;
  readonly connectors: readonly Source[];
  readonly parties: readonly Source[];
  readonly agreements: Source;
  readonly routes: Source;
  /** Absent where an installation has written no tests. */
  readonly routeTests: Source | undefined;
  readonly roots: Source;
  readonly calendar: readonly Source[];
  readonly organisations: readonly Source[];
  readonly procedures: readonly Source[];
  readonly mappings: readonly Source[];
  readonly mappingTests: readonly Source[];
  /** `schemas/<type>/type.yaml`. */
  readonly schemas: readonly Source[];
}

export function readSources(dir: string): { sources?: Sources; problems: Problem[] } {
  const problems: Problem[] = [];
  const read = (file: string): Source | undefined => {
    const source = readSource(dir, file);
    if (!Array.isArray(source)) return source;
    problems.push(...source);
    return undefined;
  };
  const folder = (name: string): Source[] => yamlFiles(dir, name).flatMap((file) => read(file) ?? []);

  const hub = read('hub.yaml');
  const [connectors, parties] = [folder('connectors'), folder('parties')];
  const [calendar, organisations, procedures] = [folder('calendar'), folder('organisations'), folder('procedures')];
  const [mappings, mappingTests] = split(folder('mappings'));
  const schemas = schemaFiles(dir).flatMap((file) => read(file) ?? []);
  const [agreements, routes, roots] = [read('agreements.yaml'), read('routes.yaml'), read('trust/roots.yaml')];
  const routeTests = existsSync(join(dir, 'routes.test.yaml')) ? read('routes.test.yaml') : undefined;
  if (!hub || !agreements || !routes || !roots || problems.length > 0) return { problems };
  const lists = { connectors, parties, calendar, organisations, procedures, mappings, mappingTests, schemas };
  return { sources: { hub, agreements, routes, routeTests, roots, ...lists }, problems };
}

/** A mapping and the cases beside it. */
function split(sources: readonly Source[]): [mappings: Source[], tests: Source[]] {
  const isTest = ({ file }: Source): boolean => /\.test\.ya?ml$/.test(file);
  return [sources.filter((source) => !isTest(source)), sources.filter(isTest)];
}

/** `type.yaml` of each type in the registry of schemas. */
export function schemaFiles(dir: string): string[] {
  const at = join(dir, 'schemas');
  if (!existsSync(at)) return [];
  const types = readdirSync(at, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return types.map(({ name }) => `schemas/${name}/type.yaml`).sort();
}

function yamlFiles(dir: string, folder: string): string[] {
  const at = join(dir, folder);
  if (!existsSync(at)) return [];
  const names = readdirSync(at).filter((name) => /\.ya?ml$/.test(name));
  return names.sort().map((name) => `${folder}/${name}`);
}
