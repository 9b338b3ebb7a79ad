import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { crashing } from './crash-points';
import { makeVariant } from './make';

const run = async (program: string, ...args: string[]): Promise<string> =>
  (await promisify(execFile)(process.execPath, [program, ...args])).stdout;

const words: readonly { readonly file: string; readonly find: string; readonly replace: string }[] = [
  { file: 'apps/hub/dist/main.js', find: 'a city’s integration hub', replace: 'a variant of it' },
];

describe('a variant', () => {
  it('is the product with its changes, out of its own copies of our packages', async () => {
    const { name, hub } = await makeVariant('test-words', words);
    expect(name).toBe('test-words');
    expect(await run(hub, '--help')).toContain('a variant of it');
    const where = `console.log(require.resolve('@lienthong/pipeline'), require.resolve('@lienthong/adapter-portal'), require.resolve('pg'))`;
    const asked = await promisify(execFile)(process.execPath, ['-e', where], { cwd: dirname(hub) });
    const [pipeline = '', portal = '', pg = ''] = asked.stdout.trim().split(' ');
    const folder = join(hub, '..', '..', '..', '..');
    expect([pipeline, portal].every((at) => at.startsWith(`${folder}/libs/`))).toBe(true);
    expect(pg).not.toContain('.cache');
  });

  it('is made once, by several at a time as well', async () => {
    const made = await Promise.all([1, 2, 3].map(() => makeVariant('test-words', words)));
    expect(new Set(made.map(({ hub }) => hub)).size).toBe(1);
    expect(await readFile(made[0]?.hub ?? '', 'utf8')).toContain('a variant of it');
  });

  it('is refused when the product has changed under it', async () => {
    const gone = [{ file: 'apps/hub/dist/main.js', find: 'nobody wrote this', replace: '' }];
    await expect(makeVariant('test-gone', gone)).rejects.toThrow('0 times');
  });

  it('with crash points starts as the product does', async () => {
    const { hub } = await makeVariant('crash-points', crashing);
    expect(await run(hub, '--help')).toContain('provision');
  });
});
