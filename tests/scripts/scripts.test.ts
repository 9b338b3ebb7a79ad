import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { identify, isAlive } from '@lienthong/embedded';

/** The scripts in a clone of their own: what they touch stands beside them. */
let clone: string;
let sleepers: ChildProcess[];
beforeEach(async () => {
  clone = await mkdtemp(join(tmpdir(), 'clone-'));
  sleepers = [];
  await cp(resolve(__dirname, '../../scripts'), join(clone, 'scripts'), { recursive: true });
  await mkdir(join(clone, '.data/kafka'), { recursive: true });
});
afterEach(async () => {
  for (const sleeper of sleepers) sleeper.kill('SIGKILL');
  await rm(clone, { recursive: true, force: true });
});

const clean = (...args: string[]) => spawnSync(process.execPath, [join(clone, 'scripts/clean.mjs'), ...args], { encoding: 'utf8' });
const there = (): boolean => existsSync(join(clone, '.data'));
const leave = (file: string, text: unknown): Promise<void> =>
  writeFile(join(clone, '.data', file), typeof text === 'string' ? text : JSON.stringify(text));

const sleeper = () => {
  const child = spawn('sleep', ['600'], { stdio: 'ignore', detached: true });
  sleepers.push(child);
  return identify(child.pid ?? 0);
};
const nobody = { pid: 2 ** 30, born: '1' };

describe('npm run clean', () => {
  it.each(['stage.lock', 'kafka/lienthong.lock'])('refuses while the owner of %s lives', async (lock) => {
    const owner = sleeper();
    await leave(lock, { owner });
    expect(clean('--lang=en')).toMatchObject({ status: 1, stderr: expect.stringContaining(`process ${owner.pid}`) as string });
    expect(clean().stderr).toContain(`tiến trình ${owner.pid}`);
    expect([there(), isAlive(owner)]).toEqual([true, true]);
  });

  it('ends the hub and the servers that dead owners left running, then removes the data', async () => {
    const [hub, server] = [sleeper(), sleeper()];
    await leave('stage.lock', { owner: nobody, hub });
    await leave('kafka/lienthong.lock', { owner: nobody, server });
    expect(clean()).toMatchObject({ status: 0 });
    expect([isAlive(hub), isAlive(server), there()]).toEqual([false, false, false]);
  });

  it('leaves a stranger alone who got the number of a dead hub', async () => {
    const stranger = sleeper();
    await leave('stage.lock', { owner: nobody, hub: { ...stranger, born: '1' } });
    expect(clean()).toMatchObject({ status: 0 });
    expect([isAlive(stranger), there()]).toEqual([true, false]);
  });

  it.each(['', '{"owner":', 'null', '{}'])('removes a lock of which only %j was written', async (text) => {
    await leave('stage.lock', text);
    expect(clean()).toMatchObject({ status: 0 });
    expect(there()).toBe(false);
  });
});

describe('the scripts', () => {
  const tools = (code: string, ...args: string[]) => {
    const program = `import * as tools from ${JSON.stringify(join(clone, 'scripts/tools.mjs'))}; ${code}`;
    return spawnSync(process.execPath, ['--input-type=module', '-e', program, '--', ...args], { encoding: 'utf8' });
  };
  const say = `const say = tools.speaker(process.argv.slice(1));`;

  it.each([
    [[], 'vi'],
    [['--lang', 'en'], 'en'],
    [['--lang=en'], 'en'],
    [['--once', '--seed', '7', '--lang=en'], 'en'],
    [['--lang', 'en', '--lang=vi'], 'vi'],
    [['en'], 'vi'],
  ])('given %j speak %s', (args, lang) => {
    expect(tools(`${say} process.stdout.write(say('vi', 'en'))`, ...args).stdout).toBe(lang);
  });

  it('stop before installing when the disk has less than 2 GiB left', () => {
    const short = tools(`await tools.script(() => { ${say} tools.requireDisk(say, { bavail: 2 ** 31 - 1, bsize: 1 }); });`);
    expect(short).toMatchObject({ status: 1, stderr: expect.stringMatching(/^Ổ đĩa chứa .* cần ít nhất 2 GiB\..*\n$/) as string });
    expect(tools(`${say} tools.requireDisk(say, { bavail: 2 ** 31, bsize: 1 })`)).toMatchObject({ status: 0, stderr: '' });
  });

  it.each([
    ['ENOSPC', 'Ổ đĩa đã đầy: /x.'],
    ['EACCES', 'Không có quyền với /x'],
    ['EROFS', 'Ổ đĩa chỉ cho đọc: /x.'],
  ])('tell of %s in a sentence', (code, sentence) => {
    const ended = tools(`await tools.script(() => { throw Object.assign(new Error('x'), { code: '${code}', path: '/x' }); });`);
    expect(ended).toMatchObject({ status: 1, stderr: expect.stringContaining(sentence) as string });
    expect(ended.stderr.trim().split('\n')).toHaveLength(1);
  });
});
