import { rulesOf } from '../rules/content';
import { folderOf, good, loadWith } from '../testing/folder.test-kit';
import { newTypeFile, withRetired, withVersion } from './edit';
import { loadSchemas } from './load';

const type = `# kept
name: { vi: A, en: A }
versions:
  - { version: '1' }
  - { version: '1.1', compatibility: none, retired: 2026-11-24 }
`;
const files = {
  'schemas/a.b/type.yaml': type,
  'schemas/a.b/1.schema.json': '{"type":"object"}',
  'schemas/a.b/1.example.json': '{}',
  'schemas/a.b/1.1.xsd': '<x/>',
  'schemas/a.b/1.1.example.xml': '<x/>',
};
const problems = (changed: Readonly<Record<string, string>>): string[] =>
  loadWith({ ...files, ...changed }).problems.map(
    ({ file, line, code, en }) => `${file}:${line} ${code} ${en.split(': ').slice(1).join(': ')}`,
  );

describe('the registry of schemas', () => {
  it('is read with its texts, and its types are types like any other', () => {
    const { config } = loadWith({
      ...files,
      'agreements.yaml': (good['agreements.yaml'] ?? '').replace(']\n', ', a.b]\n'),
      'routes.yaml': `${good['routes.yaml'] ?? ''}- { id: more, when: { type: a.b }, to: { connector: counter } }\n`,
    });
    expect(config?.schemas).toMatchObject([
      {
        type: 'a.b',
        signed: true,
        versions: [
          {
            version: '1',
            kind: 'json',
            compatibility: 'backward',
            file: 'schemas/a.b/1.schema.json',
            text: '{"type":"object"}',
            example: '{}',
          },
          { version: '1.1', kind: 'xsd', compatibility: 'none', retired: '2026-11-24', text: '<x/>' },
        ],
      },
    ]);
    expect(config && rulesOf(config).schemas).toEqual([
      {
        type: 'a.b',
        signed: true,
        versions: [
          { version: '1', kind: 'json', text: '{"type":"object"}' },
          { version: '1.1', kind: 'xsd', text: '', retired: '2026-11-24' },
        ],
      },
    ]);
  });

  it('leaves rules without one as they were', () => {
    const { config } = loadWith();
    expect(config && 'schemas' in rulesOf(config)).toBe(false);
  });

  it.each<[string, Readonly<Record<string, string>>, string]>([
    [
      'a version without its schema',
      { 'schemas/a.b/type.yaml': type.replace("'1'", "'2'") },
      'schemas/a.b/type.yaml:4 config.schema exactly one of these is needed: 2.schema.json, 2.xsd',
    ],
    [
      'a version with two',
      { 'schemas/a.b/1.xsd': '<x/>' },
      'schemas/a.b/type.yaml:4 config.schema exactly one of these is needed: 1.schema.json, 1.xsd',
    ],
    ['a version twice', { 'schemas/a.b/type.yaml': type.replace("'1.1'", "'1'") }, 'schemas/a.b/type.yaml:5 config.duplicate 1'],
    ['a file of no version', { 'schemas/a.b/3.xsd': '<x/>' }, 'schemas/a.b/3.xsd:1 config.schema belongs to no version of type.yaml'],
    [
      'a folder that is no type',
      { 'schemas/ab/type.yaml': type },
      'schemas/ab/type.yaml:2 config.schema "ab" is no name of a message type',
    ],
    [
      'a number',
      { 'schemas/a.b/type.yaml': type.replace("'1.1'", '1.1') },
      'schemas/a.b/type.yaml:5 config.invalid-value "versions.1.version", write it like "1", "1.1", "2"',
    ],
    ['a folder without type.yaml', { 'schemas/c.d/1.xsd': '' }, 'schemas/c.d/type.yaml:1 config.unreadable'],
  ])('names %s', (_, changed, told) => {
    expect(problems(changed).some((one) => one.startsWith(told))).toBe(true);
  });

  it('does without the rest of the configuration, and keeps names of the program', () => {
    const { dir } = folderOf({ ...files, 'hub.yaml': 'broken: [' });
    expect(loadSchemas(dir, []).schemas.map((one) => one.type)).toEqual(['a.b']);
    expect(loadSchemas(dir, ['a.b']).problems).toMatchObject([{ code: 'config.schema', en: expect.stringMatching(/built in/) as unknown }]);
  });

  it('is edited in place: comments stay', () => {
    const more = withRetired(withVersion(type, { version: '2', compatibility: 'full' }), '1', '2026-11-25');
    expect(more).toMatch(/^# kept\n/);
    const { dir } = folderOf({ ...files, 'schemas/a.b/type.yaml': more, 'schemas/a.b/2.xsd': '<x/>', 'schemas/a.b/2.example.xml': '<x/>' });
    expect(loadSchemas(dir, [])).toMatchObject({
      problems: [],
      schemas: [{ versions: [{ version: '1', retired: '2026-11-25' }, { version: '1.1' }, { version: '2', compatibility: 'full' }] }],
    });
    const first = newTypeFile({ vi: 'Điện, nước', en: 'x' }, false, { version: '1', compatibility: 'none' });
    const fresh = folderOf({ 'schemas/c.d/type.yaml': first, 'schemas/c.d/1.xsd': '<x/>', 'schemas/c.d/1.example.xml': '<x/>' });
    expect(loadSchemas(fresh.dir, []).schemas).toMatchObject([{ name: { vi: 'Điện, nước' }, signed: false }]);
  });
});
