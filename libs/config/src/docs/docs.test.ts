import type { JsonSchema } from '../schema/json-schema';
import { adapters } from '../testing/folder.test-kit';
import { referenceDocs } from './reference';
import { jsonSchemas } from './schemas';

const schemas = jsonSchemas(adapters);

it('every key says what it means', () => {
  const silent: string[] = [];
  const visit = (schema: JsonSchema, at: string): void => {
    for (const [key, field] of Object.entries(schema.properties ?? {})) {
      if (!field.description) silent.push(`${at}.${key}`);
      visit(field, `${at}.${key}`);
    }
    for (const inner of [schema.items, schema.additionalProperties, ...(schema.oneOf ?? []), ...(schema.anyOf ?? [])])
      if (typeof inner === 'object') visit(inner, at);
  };
  for (const [file, schema] of Object.entries(jsonSchemas())) visit(schema, file);
  expect(Object.keys(jsonSchemas())).toHaveLength(13);
  expect(silent).toEqual([]);
});

it('the reference names keys, defaults and the shapes of each adapter', () => {
  const text = referenceDocs(schemas);
  for (const row of [
    '| `log.sealEvery` | like `50ms` | `50ms` |',
    '| `installation.mode` | `dev`, `test`, `production` | **required** |',
    '| `kafka.auth{scram-sha-512}.passwordFile` | string | **required** |',
    '### adapter: rest',
    '| `config.baseUrl` | string | **required** | Address |',
    '| `config.auth{headers}.secretHeaders` |',
  ])
    expect(text).toContain(row);
});

it('an editor refuses unknown keys and knows the settings of each adapter', () => {
  expect(schemas['hub.yaml']).toMatchObject({ additionalProperties: false, properties: { log: { additionalProperties: false } } });
  expect(schemas['connectors/*.yaml']?.oneOf).toMatchObject([
    {
      properties: { adapter: { const: 'rest' }, config: { properties: { baseUrl: {} } } },
      required: expect.arrayContaining(['config']) as unknown,
    },
  ]);
});
