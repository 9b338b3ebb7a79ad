import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identify, isAlive } from '@lienthong/embedded';
import { NotReady, run, startService } from './children';
import { Teardown } from './teardown';

let dir: string;
beforeEach(async () => (dir = await mkdtemp(join(tmpdir(), 'stage-'))));
afterEach(() => rm(dir, { recursive: true, force: true }));

const log = (): string => join(dir, 'logs', 'child.log');
const never = new AbortController().signal;
const idle = 'setInterval(() => {}, 1000)';

describe('children', () => {
  it('run to their end: code, stdout, the rest in the log', async () => {
    const ended = await run(['-e', 'console.log("a"); console.error("b"); process.exit(3)'], { log: log() });
    expect(ended).toEqual({ code: 3, stdout: 'a\n' });
    expect(await readFile(log(), 'utf8')).toBe('b\n');
  });

  it('are ended when we are told to stop', async () => {
    const stop = AbortSignal.timeout(300);
    expect((await run(['-e', 'setInterval(() => {}, 1000)'], { log: log(), stop })).code).toBe(143);
  });

  it('are up when they say so, and stop in order', async () => {
    const program = 'process.stdout.write("rea"); setTimeout(() => console.log("dy"), 50); process.on("SIGTERM", () => process.exit(0))';
    const service = await startService(['-e', `${program}; ${idle}`], log());
    await service.untilReady(10_000, never);
    await service.stop(5_000);
    expect(await service.ended).toBe(0);
  });

  it('are killed with those that they started when they do not stop', async () => {
    const child = 'require("child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" }).pid';
    const program = `console.log(${child}); process.on("SIGTERM", () => {}); console.log("ready"); setInterval(() => {}, 1000)`;
    const service = await startService(['-e', program], log());
    await service.untilReady(10_000, never);
    const grandchild = identify(Number((await readFile(log(), 'utf8')).split('\n')[0]));
    expect(isAlive(grandchild)).toBe(true);
    await service.stop(200);
    for (let i = 0; i < 100 && isAlive(grandchild); i++) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(isAlive(grandchild)).toBe(false);
  });

  it.each<[string, number | 'late' | 'stopped', string, number, AbortSignal]>([
    ['ends before', 9, 'process.exit(9)', 10_000, never],
    ['takes too long', 'late', idle, 100, never],
    ['is not wanted any more', 'stopped', idle, 10_000, AbortSignal.abort()],
  ])('is not ready when it %s', async (_, why, program, patience, stop) => {
    const service = await startService(['-e', program], log());
    const error: unknown = await service.untilReady(patience, stop).catch((e: unknown) => e);
    await service.stop(5_000);
    expect(error).toBeInstanceOf(NotReady);
    expect(error).toMatchObject({ why });
  });
});

describe('the teardown', () => {
  it('stops the last first, and the others although one cannot be stopped', async () => {
    const told: string[] = [];
    const teardown = new Teardown((name, failure) => told.push(failure === undefined ? name : `${name} failed`));
    const stopped: string[] = [];
    teardown.add({ name: 'Kafka', stop: async () => void stopped.push('Kafka') });
    teardown.add({ name: 'portal', stop: () => Promise.reject(new Error('stuck')) });
    teardown.add({ name: 'hub', stop: async () => void stopped.push('hub') });
    await teardown.stop();
    expect(stopped).toEqual(['hub', 'Kafka']);
    expect(told).toEqual(['hub', 'portal', 'portal failed', 'Kafka']);
  });

  it('kills what is left, also what is just being stopped', async () => {
    const killed: string[] = [];
    const teardown = new Teardown(() => undefined);
    teardown.add({ name: 'Kafka', stop: () => Promise.resolve(), kill: () => void killed.push('Kafka') });
    teardown.add({ name: 'hub', stop: () => new Promise(() => undefined), kill: () => void killed.push('hub') });
    void teardown.stop();
    await teardown.kill();
    expect(killed).toEqual(['Kafka', 'hub']);
  });
});
