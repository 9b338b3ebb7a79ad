import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kafkaUsersIn, secretIn } from './secrets';
import { reserve } from './serial';

let dir: string;
beforeEach(async () => (dir = await mkdtemp(join(tmpdir(), 'stage-'))));
afterEach(() => rm(dir, { recursive: true, force: true }));

describe('secrets', () => {
  it('are made once, long, and for their owner only', async () => {
    const file = join(dir, 'secrets', 'one-stop.key');
    const secret = await secretIn(file);
    expect(secret).toHaveLength(32);
    expect(await secretIn(file)).toBe(secret);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(join(dir, 'secrets'))).mode & 0o777).toBe(0o700);
  });

  it('of Kafka keep those that are there and add those that are missing', async () => {
    const file = join(dir, 'secrets', 'kafka-users.json');
    const before = await kafkaUsersIn(file, ['admin', 'core']);
    const after = await kafkaUsersIn(file, ['admin', 'core', 'zone-new']);
    expect(after).toEqual({ ...before, 'zone-new': expect.any(String) as unknown });
    expect(new Set(Object.values(after)).size).toBe(3);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(after);
  });
});

describe('running numbers', () => {
  it('are never given twice, also across starts', async () => {
    const file = join(dir, 'sandbox', 'serial');
    expect([await reserve(file, 360), await reserve(file, 22), await reserve(file, 1)]).toEqual([1, 361, 383]);
  });
});
