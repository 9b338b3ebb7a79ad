import fc from 'fast-check';
import { compileJsonSchema, type JsonSchemaNode } from '../json-schema';
import { jsonNarrowings } from './json-schema';

type Schema = Readonly<Record<string, unknown>>;

const base: Schema = {
  type: 'object',
  additionalProperties: false,
  required: ['code'],
  properties: {
    code: { type: 'string', maxLength: 20, pattern: '^[A-Z]+$' },
    kind: { enum: ['planned', 'sudden'] },
    count: { type: 'integer', minimum: 0, maximum: 10 },
    wards: { type: 'array', maxItems: 5, items: { $ref: '#/$defs/ward' } },
  },
  $defs: { ward: { type: 'object', required: ['name'], properties: { name: { type: 'string' } }, additionalProperties: false } },
};
const properties = base['properties'] as Schema;
const withProperty = (name: string, schema: unknown, more: Schema = {}): Schema => ({
  ...base,
  ...more,
  properties: { ...properties, [name]: schema },
});
const without = (name: string): Schema => ({
  ...base,
  properties: Object.fromEntries(Object.entries(properties).filter(([key]) => key !== name)),
});
const ward = (schema: Schema): Schema => ({ ...base, $defs: { ward: schema } });
const told = (older: JsonSchemaNode, newer: JsonSchemaNode): string[] =>
  jsonNarrowings(older, newer).map(({ at, rule }) => `${at} ${rule}`);

describe('a newer schema takes what the older one takes', () => {
  it.each<[string, Schema]>([
    ['the same', { ...base, title: 'another' }],
    ['one more member that may be missing', withProperty('note', { type: 'string' })],
    ['a longer text', withProperty('code', { type: 'string', maxLength: 30, pattern: '^[A-Z]+$' })],
    ['no pattern', withProperty('code', { type: 'string', maxLength: 20 })],
    ['one more value', withProperty('kind', { enum: ['planned', 'sudden', 'over'] })],
    ['any number', withProperty('count', { type: 'number', exclusiveMinimum: -1 })],
    ['nothing required', { ...base, required: [] }],
    ['open to other members', { ...base, additionalProperties: true }],
    ['one more member of what is referred to', ward({ type: 'object', properties: { name: { type: 'string' }, code: true } })],
    ['alternatives of which one is the old schema', withProperty('count', { anyOf: [{ type: 'string' }, properties['count']] })],
  ])('%s', (_, newer) => {
    expect(told(base, newer)).toEqual([]);
  });
});

describe('a newer schema breaks older documents, and where:', () => {
  it.each<[string, Schema]>([
    ['/properties/note required', withProperty('note', { type: 'string' }, { required: ['code', 'note'] })],
    ['/properties/kind required', { ...base, required: ['code', 'kind'] }],
    ['/properties/kind removed', without('kind')],
    ['/properties/kind/enum values', withProperty('kind', { enum: ['planned'] })],
    ['/properties/code/maxLength limit', withProperty('code', { type: 'string', maxLength: 19, pattern: '^[A-Z]+$' })],
    ['/properties/code/pattern pattern', withProperty('code', { type: 'string', maxLength: 20, pattern: '^[A-Z]*$' })],
    ['/properties/code/format pattern', withProperty('code', { ...(properties['code'] as Schema), format: 'uuid' })],
    ['/properties/count/type type', withProperty('count', { type: 'string' })],
    ['/properties/count/minimum limit', withProperty('count', { type: 'integer', minimum: 1, maximum: 10 })],
    ['/properties/count/multipleOf limit', withProperty('count', { type: 'integer', minimum: 0, maximum: 10, multipleOf: 2 })],
    ['/properties/wards/maxItems limit', withProperty('wards', { ...(properties['wards'] as Schema), maxItems: 4 })],
    [
      '/properties/wards/items/properties/code required',
      ward({ ...((base['$defs'] as Schema)['ward'] as Schema), required: ['name', 'code'] }),
    ],
    [
      '/properties/wards/items/properties/name/maxLength limit',
      ward({ type: 'object', properties: { name: { type: 'string', maxLength: 9 } } }),
    ],
    ['/not undecided', { ...base, not: { required: ['kind'] } }],
    ['/oneOf undecided', { ...base, oneOf: [{ required: ['kind'] }, { required: ['count'] }] }],
    ['/anyOf undecided', { ...base, anyOf: [{ required: ['kind'] }, { required: ['count'] }] }],
    ['/if undecided', { ...base, if: { required: ['kind'] }, then: { required: ['count'] } }],
    ['/unevaluatedProperties undecided', { ...base, unevaluatedProperties: false }],
    ['/allOf/0/properties/kind required', { ...base, allOf: [{ required: ['kind'] }] }],
  ])('%s', (change, newer) => {
    expect(told(base, newer)).toContain(change);
  });

  const open: Schema = { type: 'object', properties: { a: { type: 'string' } } };

  it('where it was open', () => {
    expect(told(open, { ...open, additionalProperties: false })).toEqual(['/additionalProperties closed']);
    expect(told(open, { ...open, properties: { a: { type: 'string' }, b: { type: 'string' } } })).toEqual(['/properties/b typed']);
  });

  it('through a circle of references, which ends', () => {
    const tree = (name: Schema): Schema => ({ type: 'object', properties: { name, children: { type: 'array', items: { $ref: '#' } } } });
    expect(told(tree({ type: 'string' }), tree({ type: ['string', 'null'] }))).toEqual([]);
    expect(told(tree({ type: ['string', 'null'] }), tree({ type: 'string' }))).toContain('/properties/name/type type');
  });

  it('although an alternative that was tried and did not fit meets the same references again', () => {
    const older = { $defs: { a: { type: 'string' } }, items: { $ref: '#/$defs/a' } };
    const newer = {
      $defs: { a: { type: 'string', maxLength: 3 } },
      anyOf: [{ items: { $ref: '#/$defs/a' } }, { items: { $ref: '#/$defs/a' } }],
    };
    expect(told(older, newer)).toContain('/anyOf undecided');
  });
});

/** Small schemas over few names and values, so that two of them meet often. */
const names = fc.constantFrom('a', 'b', 'toString');
const values = fc.constantFrom<unknown[]>(0, 1, 2.5, 4, '', 'x', 'xyz', true, null);
const { schema } = fc.letrec<{ schema: JsonSchemaNode }>((tie) => {
  const inner = tie('schema');
  const some = (keywords: Readonly<Record<string, fc.Arbitrary<unknown>>>) => fc.record(keywords, { requiredKeys: [] });
  return {
    schema: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      fc.constantFrom<JsonSchemaNode>(true, true, false, { type: 'string' }, { type: 'integer' }),
      some({
        enum: fc.array(values, { minLength: 1, maxLength: 4 }),
        type: fc.constantFrom('string', 'number', 'integer', ['string', 'null']),
      }),
      some({
        type: fc.constantFrom('number', 'integer'),
        minimum: fc.integer({ min: 0, max: 3 }),
        exclusiveMaximum: fc.integer({ min: 1, max: 5 }),
        multipleOf: fc.constantFrom(1, 2, 4),
      }),
      some({ minLength: fc.nat(2), maxLength: fc.nat(3), pattern: fc.constantFrom('^x', 'z') }),
      some({
        type: fc.constant('object'),
        properties: fc.dictionary(names, inner, { maxKeys: 2 }),
        additionalProperties: inner,
        patternProperties: fc.dictionary(fc.constantFrom('^a', 'b$'), inner, { maxKeys: 1 }),
        required: fc.uniqueArray(names, { maxLength: 2 }),
        propertyNames: inner,
        maxProperties: fc.nat(2),
      }),
      some({ type: fc.constant('array'), items: inner, prefixItems: fc.array(inner, { minLength: 1, maxLength: 2 }), maxItems: fc.nat(3) }),
      some({ allOf: fc.array(inner, { minLength: 1, maxLength: 2 }), anyOf: fc.array(inner, { minLength: 1, maxLength: 2 }) }),
      some({ not: inner, oneOf: fc.array(inner, { minLength: 1, maxLength: 2 }) }),
    ),
  };
});
const documents: readonly unknown[] = [
  ...fc.sample(values, { numRuns: 30, seed: 1 }),
  ...fc.sample(fc.dictionary(names, fc.oneof(values, fc.array(values, { maxLength: 2 })), { noNullPrototype: true }), {
    numRuns: 60,
    seed: 2,
  }),
  ...fc.sample(fc.array(fc.oneof(values, fc.dictionary(names, values, { noNullPrototype: true })), { maxLength: 3 }), {
    numRuns: 60,
    seed: 3,
  }),
];

const takes = (check: (data: unknown) => void, data: unknown): boolean => {
  try {
    check(data);
    return true;
  } catch {
    return false;
  }
};

it('what is called compatible never refuses what the older schema takes', () => {
  let compatible = 0;
  const related = schema.chain((older) =>
    fc.tuple(
      fc.constant(older),
      fc.oneof(
        schema,
        schema.map((more) => joined(older, more)),
      ),
    ),
  );
  fc.assert(
    fc.property(related, ([older, newer]) => {
      if (jsonNarrowings(older, newer).length > 0) return;
      compatible++;
      const [before, after] = [older, newer].map((one) =>
        compileJsonSchema(JSON.stringify(one === true ? {} : one === false ? { not: {} } : one)),
      );
      if (!before || !after) throw new Error('two schemas');
      for (const data of documents) if (takes(before, data) && !takes(after, data)) throw new Error(`refused: ${JSON.stringify(data)}`);
    }),
    { numRuns: 800, seed: 20261124 },
  );
  expect(compatible).toBeGreaterThan(100);
});

/** The older schema with some keywords of another: the kind of change that people make. */
const joined = (older: JsonSchemaNode, more: JsonSchemaNode): JsonSchemaNode =>
  typeof older === 'boolean' || typeof more === 'boolean' ? more : { ...older, ...more };
