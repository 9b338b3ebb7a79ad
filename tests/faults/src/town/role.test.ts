import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identify, isAlive } from '@lienthong/embedded';
import { becomes } from '../faults/support/promised';
import { RoleProcess } from './role';

let dir: string;
let role: RoleProcess;
beforeEach(async () => (dir = await mkdtemp(join(tmpdir(), 'role-'))));
afterEach(async () => {
  await role.hold();
  await rm(dir, { recursive: true, force: true });
});

const log = (): string => join(dir, 'core.log');
const running = (program: string): RoleProcess => (role = new RoleProcess({ name: 'core', command: ['-e', program], log: log() }));
const idle = 'process.on("SIGTERM", () => process.exit(0)); process.send("ready"); setInterval(() => {}, 1000);';

it('is started again whenever it ends, and says how it ended', async () => {
  running(idle).release();
  await role.ready();
  const first = role.pid;
  await role.kill();
  await role.ready();
  expect([role.pid === first, role.starts, role.ends]).toEqual([false, 2, ['SIGKILL']]);
});

it('stays down while it is held', async () => {
  running(idle).release();
  await role.ready();
  const process = identify(role.pid);
  await role.hold();
  expect([isAlive(process), role.pid, role.ends]).toEqual([false, 0, [0]]);
  expect(await becomes(() => role.starts > 1, 600)).toBe(false);
  role.release();
  await role.ready();
  expect(role.starts).toBe(2);
});

it('can be held while it is frozen', async () => {
  running(idle).release();
  await role.ready();
  role.freeze();
  await role.hold();
  expect(role.ends).toEqual([0]);
});

it('gives its next process other variables', async () => {
  running(`console.log(process.env.OF_A_TEST ?? 'none'); ${idle}`).release();
  await role.ready();
  role.env({ OF_A_TEST: 'set' });
  await role.kill();
  await role.ready();
  role.env({ OF_A_TEST: undefined });
  await role.kill();
  await role.ready();
  expect(await readFile(log(), 'utf8')).toBe('none\nset\nnone\n');
});
