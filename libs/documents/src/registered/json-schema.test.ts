import { Failure } from '@lienthong/message';
import { compileJsonSchema, readJsonSchema } from './json-schema';

const refusal = (act: () => unknown): unknown => {
  try {
    act();
    return 'kept';
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return [error.kind, error.code, error.detail];
  }
};

describe('a JSON Schema of the registry', () => {
  it.each<[string, object, string]>([
    ['another draft', { $schema: 'http://json-schema.org/draft-07/schema#' }, '/$schema'],
    ['a reference to elsewhere', { properties: { a: { $ref: 'https://example.vn/a.json' } } }, '/properties/a/$ref'],
    ['an identifier inside', { properties: { a: { $id: 'b' } } }, '/properties/a/$id'],
    ['distinct items without end', { properties: { a: { type: 'array', uniqueItems: true } } }, '/properties/a/uniqueItems'],
  ])('is refused for %s, with the place', (_, schema, field) => {
    expect(refusal(() => compileJsonSchema(JSON.stringify(schema)))).toMatchObject(['permanent', 'schema.unusable', { field }]);
  });

  it.each<[string, string, RegExp]>([
    ['half a schema', '{"type":', /JSON/],
    ['a keyword that nobody knows', '{"requird":["a"]}', /requird/],
    ['a type that nobody knows', '{"type":"strin"}', /type/],
    ['a format that is not checked', '{"format":"color"}', /color/],
    ['an answer that comes later', '{"$async":true}', /\$async/],
    ['what draft 7 said', '{"dependencies":{"a":["b"]}}', /dependencies/],
    ['many distinct items under any name', '{"properties":{"examples":{"uniqueItems":true}}}', /uniqueItems/],
    ['a pattern that needs to try every way', '{"pattern":"(a)\\\\1"}', /escape/],
    ['a reference to nothing', '{"$ref":"#/$defs/a"}', /resolve/],
    ['too much', `{"description":"${'x'.repeat(300_000)}"}`, /characters/],
  ])('is refused for %s', (_, text, reason) => {
    expect(refusal(() => compileJsonSchema(text))).toMatchObject([
      'permanent',
      'schema.unusable',
      { reason: expect.stringMatching(reason) as unknown },
    ]);
  });

  it('a word of data is no reference', () => {
    expect(readJsonSchema('{"const":{"$ref":"https://example.vn"}}')).toEqual({ const: { $ref: 'https://example.vn' } });
  });
});

describe('a document that breaks it is told', () => {
  const check = compileJsonSchema(
    JSON.stringify({
      type: 'object',
      additionalProperties: { type: 'integer' },
      required: ['code'],
      properties: {
        code: { type: 'string', pattern: '^(a|a|aa)+$' },
        list: { type: 'array', items: { type: 'object', additionalProperties: false, properties: { 'a/b': { type: 'string' } } } },
        either: { anyOf: [{ type: 'string' }, { type: 'object', required: ['x'] }] },
      },
    }),
  );

  it.each<[unknown, string, string]>([
    [{}, '/code', 'required'],
    [{ code: 7 }, '/code', 'type'],
    [{ code: 'b' }, '/code', 'pattern'],
    [{ code: 'a', list: [{}, { 'a/b': 1 }] }, '/list/1/a~1b', 'type'],
    [{ code: 'a', list: [{ surplus: 1 }] }, '/list/0/surplus', 'additionalProperties'],
    [{ code: 'a', list: [{ 'Nguyễn Văn Ví Dụ': 1 }] }, '/list/0/*', 'additionalProperties'],
    [{ code: 'a', either: {} }, '/either', 'anyOf'],
    [{ code: 'a', '001099000001': 'x' }, '/*', 'type'],
  ])('%j at %s', (data, field, rule) => {
    expect(refusal(() => check(data))).toEqual(['permanent', 'schema.mismatch', { field, rule }]);
  });

  it('and one that keeps it passes, whatever an object inherits', () => {
    expect(refusal(() => check({ code: 'aaa', list: [{ 'a/b': '' }], either: 'x', more: 1 }))).toBe('kept');
    expect(refusal(() => compileJsonSchema('{"required":["toString"]}')({}))).toMatchObject([
      'permanent',
      'schema.mismatch',
      { field: expect.anything() as unknown },
    ]);
  });

  it('in a time that grows no faster than the text', () => {
    const before = performance.now();
    expect(refusal(() => check({ code: `${'a'.repeat(60_000)}b` }))).toMatchObject(['permanent', 'schema.mismatch', { rule: 'pattern' }]);
    expect(performance.now() - before).toBeLessThan(2_000);
  });
});
