import type { Agreement, ConnectorConfig, HubConfig, Route, SchemaConfig, TrustRoot } from '../model';
import type { Mapping } from '../mapping/model';
import type { OrganisationRule } from './organisations';
import { leadsToFile } from '../source/paths';
import type { Path } from '../source/yaml';

export interface PartyRule {
  readonly code: string;
  readonly aliases: readonly string[];
  readonly name: { readonly vi: string; readonly en: string };
  readonly kind: string;
  readonly suspended: boolean;
}

/** A certificate and whom it speaks for in the span `[from, until)`; instants RFC 3339 in UTC. */
export interface BindingRule {
  readonly sha256: string;
  readonly party: string;
  readonly from?: string;
  readonly until?: string;
  /** Decision or office; absent in rules that were made before it was kept. */
  readonly approvedBy?: string;
}

/** A channel. `config` is the adapter's, without the keys that lead to files: what `render` may see, and nothing secret. */
export interface ConnectorRule {
  readonly name: string;
  readonly adapter: string;
  readonly zone: string;
  readonly parties: readonly string[];
  /** What it may vouch for though nobody signed it. */
  readonly asserted?: readonly { readonly sender: string; readonly types: readonly string[] }[];
  readonly config: unknown;
  /** Absent in rules that were made before connectors had them. */
  readonly delivery?: ConnectorConfig['delivery'];
  readonly mapping?: Mapping;
  readonly maintenance?: ConnectorConfig['maintenance'];
}

type WhileUnknown = HubConfig['revocation']['onUnavailable'];

/** Limits that decide a message; milliseconds and bytes. */
export interface DocumentPolicy {
  readonly messageBytes: number;
  readonly clockSkew: number;
  readonly seenDays: number;
  /** What becomes of a message while nobody can tell whether a certificate is revoked. */
  readonly onUnavailable: WhileUnknown;
  /** By document type; absent in rules that were made before there was one. */
  readonly byType?: Readonly<Record<string, WhileUnknown>>;
}

/** A message type of the registry. Of a retired version only its day is needed, and which kind it was. */
export interface SchemaRule {
  readonly type: string;
  readonly signed: boolean;
  readonly versions: readonly {
    readonly version: string;
    readonly kind: 'json' | 'xsd';
    readonly text: string;
    readonly retired?: string;
  }[];
}

/** Everything of the configuration that decides messages: plain JSON, the same for the same decisions on any machine. */
export interface RulesContent {
  readonly parties: readonly PartyRule[];
  readonly bindings: readonly BindingRule[];
  readonly agreements: readonly Agreement[];
  /** In their order: the first that matches decides. */
  readonly routes: readonly Route[];
  readonly connectors: readonly ConnectorRule[];
  readonly roots: readonly TrustRoot[];
  readonly documents: DocumentPolicy;
  /** The tree that codes are resolved in; absent in rules that were made before there was one. */
  readonly organisations?: readonly OrganisationRule[];
  /** The registry of schemas; absent in rules that were made before there was one, and where it is empty. */
  readonly schemas?: readonly SchemaRule[];
}

export function rulesOf(config: HubConfig): RulesContent {
  const content: RulesContent = {
    parties: sorted(config.parties, 'code').map(({ code, aliases, name, kind, suspended }) => ({ code, aliases, name, kind, suspended })),
    bindings: sorted(config.parties, 'code').flatMap(({ code, certificates }) =>
      certificates.map(({ sha256, from, until, approvedBy }) => ({ sha256, party: code, from, until, approvedBy })),
    ),
    agreements: sorted(config.agreements, 'id'),
    routes: config.routes,
    connectors: sorted(config.connectors, 'name').map((connector) => connectorRule(connector, config.mappings)),
    roots: sorted(config.trust.roots, 'name'),
    documents: {
      messageBytes: config.limits.message,
      clockSkew: config.limits.clockSkew,
      seenDays: config.limits.seenDays,
      onUnavailable: config.revocation.onUnavailable,
      byType: config.revocation.byType,
    },
    organisations: sorted(config.organisations, 'code').map(({ code, aliases, name, from, until, into, heir }) => ({
      code,
      aliases,
      name,
      from,
      until,
      into,
      heir,
    })),
    schemas: config.schemas.length === 0 ? undefined : sorted(config.schemas, 'type').map(schemaRule),
  };
  return plain(content);
}

/** The rules with one connector as the configuration says, everything else as it was. */
export function withConnector(content: RulesContent, name: string, { connectors, mappings }: HubConfig): RulesContent {
  const others = content.connectors.filter((connector) => connector.name !== name);
  const own = connectors.filter((connector) => connector.name === name).map((connector) => connectorRule(connector, mappings));
  return plain({ ...content, connectors: sorted([...others, ...own], 'name') });
}

const schemaRule = ({ type, signed, versions }: SchemaConfig): SchemaRule => ({
  type,
  signed,
  versions: versions.map(({ version, kind, text, retired }) => ({ version, kind, retired, text: retired === undefined ? text : '' })),
});

const connectorRule = ({ mapping, ...connector }: ConnectorConfig, mappings: readonly Mapping[]): ConnectorRule => ({
  ...connector,
  config: withoutFiles(connector.config, []),
  mapping: mappings.find(({ name }) => name === mapping),
});

const plain = (content: RulesContent): RulesContent => JSON.parse(JSON.stringify(content)) as RulesContent;

const sorted = <Key extends string, T extends Readonly<Record<Key, string>>>(entries: readonly T[], key: Key): T[] =>
  [...entries].sort((a, b) => (a[key] < b[key] ? -1 : 1));

/** Paths differ from machine to machine and lead to secrets. */
function withoutFiles(value: unknown, path: Path): unknown {
  if (Array.isArray(value)) return value.map((item, i) => withoutFiles(item, [...path, i]));
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(([key]) => !leadsToFile([...path, key]));
  return Object.fromEntries(kept.map(([key, item]) => [key, withoutFiles(item, [...path, key])]));
}
