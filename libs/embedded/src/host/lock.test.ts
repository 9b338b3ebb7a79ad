import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockFolder } from './lock';
import { identify, isAlive, type ProcessId } from './process';

const sleeper = async (): Promise<ChildProcess> => {
  const child = spawn('sleep', ['600'], { stdio: 'ignore' });
  await once(child, 'spawn');
  return child;
};

const dead = async (): Promise<ProcessId> => {
  const child = await sleeper();
  const id = identify(child.pid ?? 0);
  child.kill('SIGKILL');
  await once(child, 'exit');
  return id;
};

describe('the lock of a data folder', () => {
  let dir: string;
  let server: ChildProcess;
  const left = (owner: ProcessId, held: ProcessId): Promise<void> =>
    writeFile(join(dir, 'lienthong.lock'), JSON.stringify({ owner, server: held }));

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'lock-'));
    server = await sleeper();
  });
  afterEach(async () => {
    server.kill('SIGKILL');
    await rm(dir, { recursive: true });
  });

  it('is refused while its owner lives, and free after release', async () => {
    const lock = await lockFolder('Kafka', dir, 'SIGTERM');
    await expect(lockFolder('Kafka', dir, 'SIGTERM')).rejects.toMatchObject({ code: 'embedded.already-running' });
    await lock.release();
    await expect(lockFolder('Kafka', dir, 'SIGTERM')).resolves.toBeDefined();
  });

  it('is stale when its owner is gone: the server left behind is stopped', async () => {
    const id = identify(server.pid ?? 0);
    await left(await dead(), id);
    await lockFolder('Kafka', dir, 'SIGTERM');
    expect(isAlive(id)).toBe(false);
  });

  it('never stops a process that only got the number of the former server', async () => {
    const id = identify(server.pid ?? 0);
    await left(await dead(), { ...id, born: '1' });
    await lockFolder('Kafka', dir, 'SIGTERM');
    expect(isAlive(id)).toBe(true);
  });

  it.each(['{"owner":', '', '{}', 'null'])('survives a lock file of which only %j was written', async (left) => {
    await writeFile(join(dir, 'lienthong.lock'), left);
    await expect(lockFolder('Kafka', dir, 'SIGTERM')).resolves.toBeDefined();
  });
});
