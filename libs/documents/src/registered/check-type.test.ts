import { type Compatibility, checkType, type DeclaredVersion } from './check-type';
import { nextVersion } from './version';

const json = (version: string, schema: object, example: unknown, more: Partial<DeclaredVersion> = {}): DeclaredVersion => ({
  ...{ version, kind: 'json', compatibility: 'backward', text: JSON.stringify(schema), example: JSON.stringify(example) },
  ...more,
});
const short = { type: 'object', properties: { a: { type: 'string', maxLength: 3 } }, additionalProperties: false };
const long = { ...short, properties: { a: { type: 'string', maxLength: 9 } } };

const told = async (...versions: readonly DeclaredVersion[]): Promise<string[]> =>
  (await checkType({ type: 'a.b', signed: true, versions })).map(({ version, about, en }) => `${version} ${about}: ${en}`);

describe('a type of the registry', () => {
  it('keeps its promise within a major version, and towards those that are alive only', async () => {
    expect(await told(json('1', short, { a: 'x' }), json('1.1', long, { a: 'xxxxx' }))).toEqual([]);
    expect(await told(json('1', long, { a: 'x' }), json('2', short, { a: 'x' }))).toEqual([]);
    expect(await told(json('1', long, { a: 'x' }, { retired: '2026-01-01' }), json('1.1', short, { a: 'x' }))).toEqual([]);
  });

  const tighter = '/properties/a/maxLength: a tighter limit';

  it.each<[Compatibility, object, object, string[]]>([
    ['none', long, short, []],
    ['backward', long, short, [`1.1 incompatible: 1 → 1.1: ${tighter}`]],
    ['forward', long, short, []],
    ['forward', short, long, [`1.1 incompatible: 1.1 → 1: ${tighter}`]],
    ['full', short, long, [`1.1 incompatible: 1.1 → 1: ${tighter}`]],
    ['full', long, long, []],
  ])('that promises %s', async (compatibility, older, newer, found) => {
    expect(await told(json('1', older, { a: 'x' }), json('1.1', newer, { a: 'x' }, { compatibility }))).toEqual(found);
  });

  it('is compared with each older version, in the order of their numbers', async () => {
    const found = await told(json('1.10', short, { a: 'x' }), json('1.9', long, { a: 'x' }), json('1.2', long, { a: 'x' }));
    expect(found).toEqual([`1.10 incompatible: 1.2 → 1.10: ${tighter}`, `1.10 incompatible: 1.9 → 1.10: ${tighter}`]);
    expect([nextVersion([]), nextVersion(['1.9', '1.10']), nextVersion(['2', '1.4'])]).toEqual(['1', '1.11', '2.1']);
  });

  it('has examples: its own, and those of older versions', async () => {
    const refused = 'schema.mismatch field=/a rule=maxLength';
    expect(await told(json('1', short, { a: 'xxxx' }))).toEqual([`1 example: ${refused}`]);
    expect(await told(json('1', long, { a: 'xxxx' }), json('1.1', short, { a: 'x' }))).toContain(
      `1.1 incompatible: 1 → 1.1: example: ${refused}`,
    );
    expect(await told(json('1', short, {}, { example: '{"a":' }))).toEqual(['1 example: message.malformed reason=not JSON']);
  });

  it('that cannot be used says why', async () => {
    expect(await told(json('1', { type: 'strin' }, {}))).toEqual([expect.stringMatching(/^1 schema: schema.unusable reason=/)]);
    const circle = { $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/a' } } };
    expect(await told(json('1', circle, {}))).toEqual([expect.stringMatching(/^1 (schema|example): schema.unusable/)]);
  });

  it('has one kind of schema in a major version', async () => {
    const xsd = '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a"/></xs:schema>';
    const found = await told(json('1', short, { a: 'x' }), json('1.1', {}, {}, { kind: 'xsd', text: xsd, example: '<a/>' }));
    expect(found).toContain('1.1 incompatible: 1 → 1.1: /: narrower or another type');
  });
});
