import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acknowledgement, testTools } from '@lienthong/adapter-kit/testing';
import { documentAxisAdapter } from '.';
import { untilNext } from './nightly';
import { configFor, type FakeAxis, startAxis } from './testing/fake-axis.test-kit';

it.each([
  ['2026-11-23T18:59:00Z', '02:00', 60_000],
  ['2026-11-23T19:00:00Z', '02:00', 86_400_000],
  ['2026-11-23T19:00:01Z', '02:00', 86_399_000],
  ['2026-12-31T17:00:00Z', '00:30', 1_800_000],
  ['2026-11-23T00:00:00Z', '06:59', 86_340_000],
])('at %s the next %s of Hanoi is in %d ms', (now, time, left) => {
  expect(untilNext(time, new Date(now))).toBe(left);
});

describe('the directory of a connector that runs', () => {
  let axis: FakeAxis;
  let dir: string;
  let file: string;
  let now: Date;
  let stop: AbortController;
  let ends: (() => Promise<unknown>)[];
  beforeEach(async () => {
    axis = await startAxis();
    dir = await mkdtemp(join(tmpdir(), 'directory-'));
    file = join(dir, 'zone', 'agencies.json');
    now = new Date('2026-11-23T03:00:00Z');
    stop = new AbortController();
    ends = [];
  });
  afterEach(async () => {
    stop.abort();
    for (const end of ends) await end();
    await axis.close();
    await rm(dir, { recursive: true });
  });

  const connector = (again = '10m') => {
    const config = configFor(axis.config.baseUrl, { directory: { nightly: '02:00', again, file } });
    const tools = testTools({ ...axis, now: () => now });
    return { ...documentAxisAdapter.create(config, tools), lines: tools.lines };
  };
  const run = (again?: string) => {
    const one = connector(again);
    const ended = one.source?.run(() => Promise.resolve(acknowledgement), stop.signal);
    ends.push(async () => Promise.all([ended, one.close()]));
    return one;
  };
  const until = async (condition: () => boolean) => {
    for (let i = 0; i < 300 && !condition(); i++) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(condition()).toBe(true);
  };
  const fetched = () => axis.calls.filter((call) => call === 'getAgenciesList').length;
  const told = (lines: readonly string[]) => lines.filter((line) => /^(info|warn) directory of the axis/.test(line));
  const checked = async () => (await connector().check()).find(({ step }) => step === 'directory');

  it('is fetched at the start and at night, and its change is told', async () => {
    now = new Date('2026-11-23T18:59:59.700Z');
    const { lines } = run();
    await until(() => told(lines).length === 1);
    axis.agencies.splice(0, 1, 'H26.77', 'H26.78');
    await until(() => told(lines).length === 2);
    expect(fetched()).toBe(2);
    expect(told(lines)[1]).toBe(
      'warn directory of the axis {"agencies":2,"new":2,"gone":1,"newCodes":["H26.77","H26.78"],"goneCodes":["H26.91.01"]}',
    );
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ at: now.toISOString(), codes: ['H26.77', 'H26.78'] });
  });

  it('is asked for again when it cannot be had, and an empty one is none', async () => {
    axis.agencies.splice(0);
    const { lines } = run('20ms');
    await until(() => fetched() >= 3);
    expect(told(lines)).toEqual([]);
    axis.agencies.push('H26.91.01');
    await until(() => told(lines).length === 1);
  });

  it('shows its age in the check, which fetches nothing', async () => {
    expect(await checked()).toMatchObject({ ok: true, words: { en: expect.stringContaining('not fetched yet') as string } });
    const { lines } = run();
    await until(() => told(lines).length === 1);
    now = new Date('2026-11-24T04:05:00Z');
    expect(await checked()).toMatchObject({ ok: true, words: { vi: expect.stringMatching(/1 đơn vị, .* 25 giờ 5 phút/) as string } });
    now = new Date('2026-11-25T04:05:00Z');
    expect(await checked()).toMatchObject({
      ok: false,
      words: { en: expect.stringMatching(/1 agencies, fetched 49 h 5 min ago/) as string },
    });
    await writeFile(file, '{"codes":[1]}');
    expect(await checked()).toMatchObject({ ok: false });
    expect(fetched()).toBe(1);
  });

  it('is known again after a start, when the axis does not give it', async () => {
    const { lines } = run();
    await until(() => told(lines).length === 1);
    axis.answer('getAgenciesList', ({ response }) => response.end('<html>'));
    const again = run();
    await until(() => again.lines.some((line) => line.includes('cannot be had')));
    axis.answer('getAgenciesList', undefined);
    axis.agencies.push('H26.77');
    now = new Date('2026-11-23T03:20:00Z');
    const stranger = { from: 'H26.90', to: '["H26.77"]', 'message-type': 'edoc', notation: '' };
    const delivery = {
      deliveryId: 'd',
      messageId: 'm',
      subject: 's',
      attempt: 1,
      contentType: 'application/edxml+xml',
      attributes: stranger,
    };
    const deliver = () => again.sink?.deliver({ ...delivery, body: Buffer.from('x') }, stop.signal);
    await expect(deliver()).rejects.toMatchObject({ kind: 'transient', code: 'delivery.failed' });
    await until(() => told(again.lines).length === 1);
    expect(told(again.lines)[0]).toContain('"new":1,"gone":0,"newCodes":["H26.77"]');
    await deliver();
    expect(axis.sent).toHaveLength(1);
  });
});
