import type { z } from 'zod';
import type { agreements } from './schema/agreement';
import type { calendarYear } from './schema/calendar';
import type { Mapping } from './mapping/model';
import type { connector } from './schema/connector';
import type { hub } from './schema/hub';
import type { Parsed } from './source/parse';
import type { parties } from './schema/party';
import type { routes, routeTests } from './schema/route';
import type { schemaType } from './schema/schema-type';

/** The loaded configuration is frozen all the way down, and its types say so. */
export type Frozen<T> = T extends object ? { readonly [Key in keyof T]: Frozen<T[Key]> } : T;

export type HubFile = Frozen<z.output<typeof hub>>;
export type KafkaConfig = HubFile['kafka'];
export type PostgresConfig = HubFile['postgres'];
export type LogConfig = HubFile['log'];
export type GatewayConfig = NonNullable<HubFile['gateway']>;

/** `config` is what the adapter's own schema made of it. */
export type ConnectorConfig = Frozen<z.output<typeof connector>>;

type PartyEntry = Frozen<z.output<typeof parties>>[number];

/** A certificate that speaks for a party in the span `[from, until)`; lower-case hex, instants in UTC. */
export interface Binding {
  readonly sha256: string;
  readonly from?: string;
  readonly until?: string;
  readonly approvedBy: string;
}
export type PartyConfig = Omit<PartyEntry, 'certificates'> & { readonly certificates: readonly Binding[] };

export type Agreement = Frozen<z.output<typeof agreements>>[number];
export type Route = Frozen<z.output<typeof routes>>[number];
export type RouteTest = Frozen<z.output<typeof routeTests>>[number];

/** Working time of one year: what the working-day calendar is computed from. */
export type CalendarConfig = Frozen<z.output<typeof calendarYear>>;

/** A unit of the tree of organisations in its span of time; days local, `until` excluded. */
export type OrganisationConfig = Frozen<Parsed['organisations'][number]['value']>;

/** A procedure in all its versions. */
export type ProcedureConfig = Frozen<Parsed['procedures'][number]['value']>;

/** One version of a message type in the registry, with the texts of its files. */
export type SchemaVersion = Frozen<z.output<typeof schemaType>>['versions'][number] & {
  readonly kind: 'json' | 'xsd';
  /** Of the schema, relative to the folder of the configuration. */
  readonly file: string;
  readonly text: string;
  readonly example: string;
};

/** A message type of the registry. */
export type SchemaConfig = Omit<Frozen<z.output<typeof schemaType>>, 'versions'> & {
  readonly type: string;
  readonly versions: readonly SchemaVersion[];
};

/** A root certificate and the span in which it is trusted. */
export interface TrustRoot {
  readonly name: string;
  readonly sha256: string;
  readonly pem: string;
  readonly from?: string;
  readonly until?: string;
}

/** A connector as it is kept and handed to its zone: what a person wrote, where the paths still stand as they were written. */
export interface ConnectorFile {
  readonly name: string;
  readonly zone: string;
  /** YAML, what was overridden on the command line included. */
  readonly text: string;
  /** The same for the same settings, whatever the comments say. */
  readonly digest: string;
}

/** Everything of one installation. Durations in milliseconds, sizes in bytes, paths absolute, instants RFC 3339 in UTC. */
export interface HubConfig extends HubFile {
  readonly connectors: readonly ConnectorConfig[];
  readonly connectorFiles: readonly ConnectorFile[];
  readonly parties: readonly PartyConfig[];
  readonly agreements: readonly Agreement[];
  readonly routes: readonly Route[];
  readonly routeTests: readonly RouteTest[];
  readonly trust: { readonly roots: readonly TrustRoot[] };
  readonly calendar: readonly CalendarConfig[];
  readonly organisations: readonly OrganisationConfig[];
  readonly procedures: readonly ProcedureConfig[];
  readonly mappings: readonly Mapping[];
  readonly schemas: readonly SchemaConfig[];
}
