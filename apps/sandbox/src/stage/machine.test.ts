import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StageError, exitCodeOf, sentenceOf } from './errors';
import { takeLock } from './lock';
import { neededBytes, requireDisk, requirePorts } from './machine';

let dir: string;
beforeEach(async () => (dir = await mkdtemp(join(tmpdir(), 'stage-'))));
afterEach(() => rm(dir, { recursive: true, force: true }));

const thrown = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('the machine', () => {
  it('is refused when a wanted port is taken, with the setting that moves it', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const wanted = { host: '127.0.0.1', port, who: 'Kafka', moveTo: (other: number) => `--set kafka.embedded.port=${other > 0}` };
    const error = await thrown(requirePorts([wanted]));
    expect(sentenceOf(error, 'en')).toMatch(
      new RegExp(`in use.*127.0.0.1:${port} \\(Kafka; --set kafka.embedded.port=true\\).*\\[stage.port-busy\\]`),
    );
    expect(sentenceOf(error, 'vi')).toContain('Cổng mạng đang bị');
    expect(exitCodeOf(error)).toBe(2);
    await new Promise((resolve) => server.close(resolve));
    expect(await thrown(requirePorts([wanted]))).toBeUndefined();
  });

  it('is refused when its disk is nearly full', async () => {
    expect(await thrown(requireDisk(dir, () => Promise.resolve(neededBytes)))).toBeUndefined();
    const error = await thrown(requireDisk(dir, () => Promise.resolve(neededBytes - 1)));
    expect(error).toMatchObject({ code: 'stage.disk-full', where: expect.stringContaining(dir) as unknown });
  });

  it('is asked for room before the data folder is made, and nothing is left behind', async () => {
    const asked: string[] = [];
    const data = join(dir, 'not', 'yet');
    const none = (folder: string): Promise<number> => (asked.push(folder), Promise.resolve(0));
    expect(await thrown(requireDisk(data, none))).toMatchObject({ code: 'stage.disk-full' });
    expect(asked).toEqual([dir]);
    expect(await readdir(dir)).toEqual([]);
  });
});

describe('the lock', () => {
  const file = (): string => join(dir, 'stage.lock');

  it('is refused beside a running owner, and free again when released', async () => {
    const lock = await takeLock(file(), process.ppid);
    const error = await thrown(takeLock(file(), process.pid));
    expect(error).toBeInstanceOf(StageError);
    expect(error).toMatchObject({ code: 'stage.running', where: `pid ${process.ppid}` });
    await lock.release();
    await (await takeLock(file(), process.pid)).release();
  });

  it.each([
    ['its owner is gone', JSON.stringify({ owner: { pid: 2 ** 30, born: '1' } })],
    ['its number belongs to a later process', JSON.stringify({ owner: { pid: process.ppid, born: '1' } })],
    ['it was cut off', '{"owner":'],
    ['nothing was written', ''],
    ['it names nobody', '{}'],
  ])('is taken over when %s', async (_, left) => {
    await writeFile(file(), left);
    await (await takeLock(file(), process.pid)).release();
  });
});
