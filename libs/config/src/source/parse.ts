import type { z } from 'zod';
import { type Problem, problem } from '../problem';
import { agreements } from '../schema/agreement';
import { calendarYear } from '../schema/calendar';
import { connector } from '../schema/connector';
import { hub } from '../schema/hub';
import { mapping, mappingTests } from '../schema/mapping';
import { organisations } from '../schema/organisation';
import { parties } from '../schema/party';
import { procedures } from '../schema/procedure';
import { roots } from '../schema/root';
import { routes, routeTests } from '../schema/route';
import { schemaType } from '../schema/schema-type';
import type { Sources } from './files';
import { type Located, located } from './located';
import { nearest } from './nearest';
import { type Folders, toData } from './paths';
import { validate } from './validate';
import { placeOf, type Source } from './yaml';

/** The adapters' schemas by adapter type. */
export type AdapterSchemas = Readonly<Record<string, z.ZodType>>;

/** Every entry of the files, in the shape of its schema, with its places. */
export interface Parsed {
  readonly hub: Located<z.output<typeof hub>>;
  readonly connectors: readonly Located<z.output<typeof connector>>[];
  readonly parties: readonly Located<z.output<typeof parties>[number]>[];
  readonly agreements: readonly Located<z.output<typeof agreements>[number]>[];
  readonly routes: readonly Located<z.output<typeof routes>[number]>[];
  readonly routeTests: readonly Located<z.output<typeof routeTests>[number]>[];
  readonly roots: readonly Located<z.output<typeof roots>[number]>[];
  readonly calendar: readonly Located<z.output<typeof calendarYear>>[];
  readonly organisations: readonly LocatedOrganisation[];
  readonly procedures: readonly Located<z.output<typeof procedures>[number]>[];
  readonly mappings: readonly Located<z.output<typeof mapping>>[];
  readonly mappingTests: readonly Located<z.output<typeof mappingTests>[number]>[];
  readonly schemas: readonly Located<z.output<typeof schemaType>>[];
}

/** Checks each file against its schema. With any problem there is nothing to go on with: its consequences would only confuse. */
export function parse(sources: Sources, folders: Folders, adapters: AdapterSchemas): { parsed?: Parsed; problems: Problem[] } {
  const problems: Problem[] = [];
  const file = <T>(schema: z.ZodType<T>, source: Source): Located<T>[] => {
    const { data, problems: inPaths } = toData(source, folders);
    const { value, problems: inShape } = validate(schema, source, data);
    problems.push(...inPaths, ...inShape);
    return value === undefined ? [] : [located(source, value)];
  };
  const list = <T>(schema: z.ZodType<T[]>, source: Source): Located<T>[] =>
    file(schema, source).flatMap(({ value }) => value.map((item, i) => located(source, item, [i])));

  const [hubFile] = file(hub, sources.hub);
  const connectors = sources.connectors.flatMap((source) => file(connector, source));
  const configured = connectors.map((entry) => withAdapter(entry, adapters, problems));
  const parsed = {
    connectors: configured,
    parties: sources.parties.flatMap((source) => list(parties, source)),
    agreements: list(agreements, sources.agreements),
    routes: list(routes, sources.routes),
    routeTests: sources.routeTests ? list(routeTests, sources.routeTests) : [],
    roots: list(roots, sources.roots),
    calendar: sources.calendar.flatMap((source) => file(calendarYear, source)),
    organisations: sources.organisations.flatMap((source) => list(organisations, source)).flatMap(ungrouped),
    procedures: sources.procedures.flatMap((source) => list(procedures, source)),
    mappings: sources.mappings.flatMap((source) => file(mapping, source)),
    mappingTests: sources.mappingTests.flatMap((source) => list(mappingTests, source)),
    schemas: sources.schemas.flatMap((source) => file(schemaType, source)),
  };
  return hubFile && problems.length === 0 ? { parsed: { hub: hubFile, ...parsed }, problems } : { problems };
}

/** One connector alone. */
export function parseConnector(
  source: Source,
  folders: Folders,
  adapters: AdapterSchemas,
): { parsed?: Parsed['connectors'][number]; problems: Problem[] } {
  const { data, problems: inPaths } = toData(source, folders);
  const { value, problems: inShape } = validate(connector, source, data);
  const problems = [...inPaths, ...inShape];
  if (value === undefined) return { problems };
  const parsed = withAdapter(located(source, value), adapters, problems);
  return problems.length === 0 ? { parsed, problems } : { problems };
}

type Group = z.output<typeof organisations>[number];

/** A unit with what it shares with its group. */
type LocatedOrganisation = Located<Omit<Group, 'units'> & Group['units'][number]> & { readonly inGroup: Located<Group>['at'] };

const ungrouped = ({ source, value: { units, ...group }, at }: Located<Group>): LocatedOrganisation[] =>
  units.map((unit, i) => ({ source, value: { ...group, ...unit }, at: (...path) => at('units', i, ...path), inGroup: at }));

type Connector = Parsed['connectors'][number];

function withAdapter(entry: Connector, adapters: AdapterSchemas, problems: Problem[]): Connector {
  const { source, value } = entry;
  const schema = Object.hasOwn(adapters, value.adapter) ? adapters[value.adapter] : undefined;
  if (schema === undefined) {
    const close = nearest(value.adapter, Object.keys(adapters)) ?? Object.keys(adapters).join(', ');
    const words = { vi: `"${value.adapter}"; hiện có: ${close}`, en: `"${value.adapter}"; there is: ${close}` };
    problems.push(problem('config.unknown-adapter', placeOf(source, ['adapter']), words));
    return entry;
  }
  const result = validate(schema, source, value.config, ['config']);
  problems.push(...result.problems);
  return located(source, { ...value, config: result.value });
}
