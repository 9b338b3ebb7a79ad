import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { candidateOf } from './candidate';
import { problemsOf } from './checked';
import { linesOf, readRegistry, textOf } from './registry';
import { writeRetired, writeVersion } from './write';

const shipped = resolve(__dirname, '../../../../config');
const outage = 'utility.outage-planned';
let config: string;
let file: string;
let text: string;

beforeEach(() => {
  config = mkdtempSync(join(tmpdir(), 'schemas-'));
  cpSync(join(shipped, 'schemas'), join(config, 'schemas'), { recursive: true });
  text = readFileSync(join(config, 'schemas', outage, '1.1.schema.json'), 'utf8');
  file = join(config, 'prepared.schema.json');
  cpSync(join(config, 'schemas', outage, '1.1.example.json'), join(config, 'prepared.example.json'));
});
afterEach(() => {
  rmSync(config, { recursive: true });
});

const candidate = (schema: string, version?: string) => {
  writeFileSync(file, schema);
  return candidateOf(file, { type: outage, version, compatibility: 'backward' }, readRegistry(config));
};

it('the shipped registry keeps what it promises', async () => {
  const found = await Promise.all(readRegistry(shipped).map(problemsOf));
  expect(found.flat()).toEqual([]);
});

it('a version that breaks older documents is told so; as a new major one it is taken', async () => {
  const narrower = text.replace('"maxLength": 500', '"maxLength": 400');
  const refused = await problemsOf((await candidate(narrower)).type);
  expect(refused.map(({ code, en }) => [code, en.split('promises: ')[1]])).toEqual([
    ['config.schema-incompatible', '1 → 1.2: /properties/reason/maxLength: a tighter limit'],
    ['config.schema-incompatible', '1.1 → 1.2: /properties/reason/maxLength: a tighter limit'],
  ]);
  const taken = await candidate(narrower, '2');
  expect(await problemsOf(taken.type)).toEqual([]);
  await writeVersion(config, taken);
  expect(textOf(readRegistry(config), outage, '2')).toBe(narrower);
});

it('a version that widens becomes the next, and an older one can be retired', async () => {
  await writeVersion(config, await candidate(text.replace('"maxLength": 500', '"maxLength": 600')));
  await writeRetired(config, outage, '1', '2026-11-24');
  const lines = linesOf(readRegistry(config)).filter(({ type }) => type === outage);
  expect(lines.map(({ version, state, since }) => [version, state, since])).toEqual([
    [`${outage}/1`, 'retired', '2026-11-24'],
    [`${outage}/1.1`, 'alive', undefined],
    [`${outage}/1.2`, 'alive', undefined],
  ]);
  expect(readdirSync(join(config, 'schemas', outage)).filter((name) => name.startsWith('1.2'))).toEqual([
    '1.2.example.json',
    '1.2.schema.json',
  ]);
});

it.each([
  ['1.1', 'config.duplicate'],
  ['01', 'cli.usage'],
])('version %s is refused: %s', async (version, code) => {
  await expect(candidate(text, version)).rejects.toMatchObject({ code });
});

it('what the program brings is shown and kept', async () => {
  expect(JSON.parse(textOf([], 'dossier.submitted', undefined))).toMatchObject({ $id: 'dossier.submitted/1', required: ['dossier'] });
  expect(() => textOf([], 'edxml.new', undefined)).toThrow(expect.objectContaining({ code: 'schema.no-version' }) as Error);
  await expect(candidateOf(join(shipped, 'x.xsd'), { type: 'dossier.submitted', compatibility: 'none' }, [])).rejects.toMatchObject({
    code: 'config.schema',
  });
});
