import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

/** The repository as far as the script and the contract suite look at it; only what the script writes is a copy. */
let clone: string;
beforeAll(async () => {
  clone = mkdtempSync(join(tmpdir(), 'adapter-'));
  const copied = ['scripts', 'apps/hub/src/adapters.ts', 'apps/hub/package.json', 'apps/hub/tsconfig.json'];
  const settings = ['tsconfig.json', 'tsconfig.base.json', 'tsconfig.check.json', 'jest.config.cjs', 'package.json'];
  for (const path of [...copied, ...settings]) await cp(join(root, path), join(clone, path), { recursive: true });
  mkdirSync(join(clone, 'libs/adapters'), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'));
  for (const lib of readdirSync(join(root, 'libs')).filter((name) => name !== 'adapters'))
    symlinkSync(join(root, 'libs', lib), join(clone, 'libs', lib));
});
afterAll(() => rmSync(clone, { recursive: true, force: true }));

const make = (...args: string[]) => spawnSync(process.execPath, [join(clone, 'scripts/new-adapter.mjs'), ...args], { encoding: 'utf8' });
const read = (file: string): string => readFileSync(join(clone, file), 'utf8');

it.each([
  [['Land'], /lower-case/],
  [[], /lower-case/],
])('says what a name is like: %j', (args, words) => {
  const { status, stderr } = make(...args, '--lang=en');
  expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringMatching(words) as string });
});

it('makes an adapter that the hub knows, that compiles, and that passes the contract suite', () => {
  expect(make('land-register', '--lang=en')).toMatchObject({ status: 0, stderr: expect.stringContaining('docs/new-adapter.md') as string });
  expect(make('land-register', '--lang=en')).toMatchObject({ status: 1, stderr: expect.stringContaining('there already') as string });
  expect(read('apps/hub/src/adapters.ts')).toContain("'land-register': landRegisterAdapter,");
  for (const file of ['tsconfig.json', 'tsconfig.check.json', 'apps/hub/tsconfig.json', 'apps/hub/package.json'])
    expect(JSON.stringify(JSON.parse(read(file)))).toContain('land-register');

  const compiler = join(root, 'node_modules/.bin/tsc');
  const types = ['--noEmit', '--composite', 'false', '--types', 'node,jest'];
  const compiled = spawnSync(compiler, ['-p', join(clone, 'libs/adapters/land-register'), ...types], { encoding: 'utf8' });
  expect(compiled.stdout).toBe('');

  const jest = [join(root, 'node_modules/.bin/jest'), '--config', join(clone, 'jest.config.cjs'), 'libs/adapters/land-register'];
  const suite = spawnSync(process.execPath, jest, { cwd: clone, encoding: 'utf8', env: { ...process.env, CI: '1' } });
  expect(suite.stderr).toMatch(/Tests: +\d\d passed/);
  expect(suite.status).toBe(0);
});
