import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { variantEnv } from '../model';
import { helper } from './helper';

let dir: string;
let point: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'helper-'));
  point = join(dir, 'core:2', 'here');
  await mkdir(join(dir, 'core:2'));
  for (const change of helper) if ('text' in change) await writeFile(join(dir, 'helper.js'), change.text);
});
afterEach(() => rm(dir, { recursive: true, force: true }));

/** A role of a hub that consists of `program`. */
async function run(program: string, env: Record<string, string>, meanwhile = async (): Promise<void> => undefined, role = 'core:2') {
  const file = join(dir, 'main.js');
  await writeFile(file, `require('./helper');\n(async () => { ${program} })();`);
  const child = spawn(process.execPath, [file, 'run', role], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.on('data', (bytes: Buffer) => (out += bytes.toString()));
  const ended = once(child, 'close');
  await meanwhile();
  const [code, signal] = (await ended) as [number | null, string | null];
  return { out, how: signal ?? code };
}

const passing = `console.log('before'); await crashPoint('here'); console.log('after');`;
const armedIn = (): Record<string, string> => ({ [variantEnv.crash]: dir });

describe('the helper of a variant', () => {
  it('passes points that are not armed, or armed for others', async () => {
    await writeFile(join(dir, 'core:2', 'elsewhere'), '');
    expect(await run(passing, armedIn())).toEqual({ out: 'before\nafter\n', how: 0 });
    await writeFile(point, '');
    expect(await run(passing, {})).toMatchObject({ how: 0 });
    expect(await run(passing, armedIn(), undefined, 'core')).toMatchObject({ how: 0 });
    expect(existsSync(point)).toBe(true);
  });

  it.each(['', 'kill'])('ends its process where it is told to, and says that it was there', async (act) => {
    await writeFile(point, act);
    expect(await run(passing, armedIn())).toEqual({ out: 'before\n', how: 'SIGKILL' });
    expect(existsSync(point)).toBe(false);
  });

  it('holds one path until it is let go', async () => {
    await writeFile(point, 'hold');
    const others = `setTimeout(() => console.log('others'), 50); ${passing}`;
    const letGo = async (): Promise<void> => {
      while (!existsSync(`${point}.held`)) await new Promise((next) => setTimeout(next, 10));
      await new Promise((next) => setTimeout(next, 100));
      await rm(`${point}.held`);
    };
    expect(await run(others, armedIn(), letGo)).toEqual({ out: 'before\nothers\nafter\n', how: 0 });
  });

  it('sets the clock ahead, and nothing but the present', async () => {
    const program = `console.log(JSON.stringify([Date.now(), +new Date(), +new Date(5), new Date() instanceof Date, Date.UTC(1970, 0, 1), Date().length > 20]))`;
    const { out } = await run(program, { [variantEnv.aheadMs]: '120000' });
    const [now, made, ...rest] = JSON.parse(out) as number[];
    for (const at of [now, made]) expect(Math.abs((at ?? 0) - Date.now() - 120_000)).toBeLessThan(20_000);
    expect(rest).toEqual([5, true, 0, true]);
  });
});
