import type { HubConfig, PartyConfig, SchemaConfig, TrustRoot } from './model';
import { assertions } from './checks/assertions';
import { bindings } from './checks/bindings';
import { calendar } from './checks/calendar';
import { channels } from './checks/channels';
import { fingerprints } from './checks/fingerprints';
import { mappings } from './checks/mappings';
import { organisations } from './checks/organisations';
import { procedures } from './checks/procedures';
import { references } from './checks/references';
import { unique } from './checks/unique';
import { readCertificates } from './certificates';
import { deepFreeze } from './freeze';
import { type Problem, problem } from './problem';
import { checkRoutes } from './rules/check-routes';
import { connectorFile, withInstead } from './connector';
import { readSources } from './source/files';
import { readSchemas } from './schemas/read';
import { applyOverrides } from './source/overrides';
import { type AdapterSchemas, parse, type Parsed } from './source/parse';

export interface LoadRequest {
  /** Folder of the configuration. */
  readonly dir: string;
  /** Folder that `${data}` stands for. */
  readonly dataDir: string;
  /** `a.b.c=value` into hub.yaml, `connectors.<name>.a.b=value` into a connector; the value is YAML, empty removes the key. */
  readonly overrides: readonly string[];
  readonly adapters: AdapterSchemas;
  /** YAML of a connector that takes the place of its file, and that no override changes. */
  readonly instead?: { readonly connector: string; readonly text: string };
  /** Message types that the program knows; absent: those of the agreements. */
  readonly types?: readonly string[];
  /** Those of them that no connector may vouch for. */
  readonly signedTypes?: readonly string[];
}

/** `config` is there exactly when there is no problem. */
export type Loaded =
  | { readonly config: HubConfig; readonly problems: readonly [] }
  | { readonly config?: undefined; readonly problems: readonly [Problem, ...Problem[]] };

/** Reads, checks and freezes the whole configuration. Never throws for what a person wrote: every mistake is a problem with its place. */
export function loadConfig({ dir, dataDir, overrides, adapters, types, signedTypes = [], instead }: LoadRequest): Loaded {
  const { sources: files, problems: unread } = readSources(dir);
  if (!files) return failed(unread);
  const misapplied = applyOverrides(files, overrides);
  const { sources, problems: unusable } = withInstead(files, instead);
  if (!sources) return failed(unusable);
  const { parsed, problems: misshapen } = parse(sources, { dir, dataDir }, adapters);
  if (!parsed || misapplied.length > 0) return failed([...misapplied, ...misshapen]);
  const { parties, roots, problems: uncertified } = readCertificates(parsed);
  const { schemas, problems: unregistered } = readSchemas(dir, parsed, types);
  const registered = schemas.map(({ type }) => type);
  const alwaysSigned = [...signedTypes, ...schemas.flatMap(({ type, signed }) => (signed ? [type] : []))];
  const inconsistent = [
    ...unique(parsed),
    ...references(parsed, types && [...types, ...registered]),
    ...fingerprints(parsed),
    ...legalData(parsed),
    ...mappings(parsed),
    ...uncertified,
    ...unregistered,
  ];
  const crossed =
    inconsistent.length > 0 ? inconsistent : [...bindings(parsed, parties), ...assertions(parsed, alwaysSigned), ...channels(parsed)];
  if (crossed.length > 0) return failed(crossed);
  const config = deepFreeze(assemble(parsed, parties, roots, schemas));
  const misrouted = routeTests(parsed, config);
  return misrouted.length > 0 ? failed(misrouted) : { config, problems: [] };
}

/** What law and decisions say, apart from the installation's own settings. */
const legalData = (parsed: Parsed): Problem[] => [...calendar(parsed), ...organisations(parsed), ...procedures(parsed)];

function assemble(parsed: Parsed, parties: PartyConfig[], roots: TrustRoot[], schemas: SchemaConfig[]): HubConfig {
  return {
    ...parsed.hub.value,
    connectors: parsed.connectors.map(({ value }) => value),
    connectorFiles: parsed.connectors.map(connectorFile),
    parties,
    agreements: parsed.agreements.map(({ value }) => value),
    routes: parsed.routes.map(({ value }) => value),
    routeTests: parsed.routeTests.map(({ value }) => value),
    trust: { roots },
    calendar: parsed.calendar.map(({ value }) => value),
    organisations: parsed.organisations.map(({ value }) => value),
    procedures: parsed.procedures.map(({ value }) => value),
    mappings: parsed.mappings.map(({ value }) => value),
    schemas,
  };
}

function routeTests(parsed: Parsed, config: HubConfig): Problem[] {
  return checkRoutes(config, config.routeTests).flatMap(({ name, passed, expected, actual }, i) => {
    const at = parsed.routeTests[i]?.at('expect');
    if (passed || !at) return [];
    const words = { vi: `"${name}": cần ${expected}, được ${actual}`, en: `"${name}": expected ${expected}, got ${actual}` };
    return [problem('config.route-test', at, words)];
  });
}

const failed = ([first, ...rest]: readonly Problem[]): Loaded => {
  if (!first) throw new Error('a configuration that failed to load names no problem');
  return { problems: [first, ...rest] };
};
