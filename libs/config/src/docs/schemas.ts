import { agreements } from '../schema/agreement';
import { calendarYear } from '../schema/calendar';
import { connector } from '../schema/connector';
import { hub } from '../schema/hub';
import { type JsonSchema, jsonSchemaOf } from '../schema/json-schema';
import { mapping, mappingTests } from '../schema/mapping';
import { organisations } from '../schema/organisation';
import { parties } from '../schema/party';
import { procedures } from '../schema/procedure';
import { roots } from '../schema/root';
import { routes, routeTests } from '../schema/route';
import { schemaType } from '../schema/schema-type';
import type { AdapterSchemas } from '../source/parse';

/** JSON Schema by the files it is for, as an editor or the reference takes it. */
export type Schemas = Readonly<Record<string, JsonSchema>>;

export function jsonSchemas(adapters: AdapterSchemas = {}): Schemas {
  return {
    'hub.yaml': jsonSchemaOf(hub),
    'connectors/*.yaml': withAdapters(jsonSchemaOf(connector), adapters),
    'mappings/*.yaml': jsonSchemaOf(mapping),
    'mappings/*.test.yaml': jsonSchemaOf(mappingTests),
    'parties/*.yaml': jsonSchemaOf(parties),
    'agreements.yaml': jsonSchemaOf(agreements),
    'routes.yaml': jsonSchemaOf(routes),
    'routes.test.yaml': jsonSchemaOf(routeTests),
    'trust/roots.yaml': jsonSchemaOf(roots),
    'calendar/*.yaml': jsonSchemaOf(calendarYear),
    'organisations/*.yaml': jsonSchemaOf(organisations),
    'procedures/*.yaml': jsonSchemaOf(procedures),
    'schemas/*/type.yaml': jsonSchemaOf(schemaType),
  };
}

/** One shape an adapter type: its name fixes what stands under `config`. */
function withAdapters(base: JsonSchema, adapters: AdapterSchemas): JsonSchema {
  const shapes = Object.entries(adapters).map(([type, schema]) => ({
    ...base,
    properties: {
      ...base.properties,
      adapter: { ...base.properties?.['adapter'], const: type },
      config: { ...base.properties?.['config'], ...jsonSchemaOf(schema) },
    },
    required: [...(base.required ?? []), ...(base.required?.includes('config') ? [] : ['config'])],
  }));
  return shapes.length === 0 ? base : { oneOf: shapes };
}
