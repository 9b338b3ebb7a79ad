import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadConfig } from '@lienthong/config';
import { workingCalendar } from '@lienthong/dossier';
import { adapters } from '../../apps/hub/src/adapters';
import { issueCity } from '../../apps/sandbox/src/pki/city';

const root = resolve(__dirname, '../..');
let data: string;
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'dossier-'));
  await mkdir(join(data, 'sandbox'));
  await issueCity(join(data, 'sandbox/pki'), { baseUrl: 'http://127.0.0.1:1', now: new Date(), shelf: join(root, '.cache/keys') });
});
afterAll(() => rm(data, { recursive: true, force: true }));

/** What the program prints about the shipped data of law. */
const hub = (...args: string[]): Promise<string> =>
  new Promise((done, failed) => {
    const place = ['--config', join(root, 'config'), '--data', data, '--lang', 'en'];
    execFile(process.execPath, [join(root, 'apps/hub/dist/main.js'), ...args, ...place], (error, stdout, stderr) =>
      error ? failed(new Error(stderr)) : done(stdout),
    );
  });

const due = async (procedure: string, received: string): Promise<string | undefined> =>
  /^due: (.*)$/m.exec(await hub('dossier', 'due', '--procedure', procedure, '--received', received))?.[1];

describe('the shipped data of law', () => {
  const shipped = () => {
    const schemas = Object.fromEntries(Object.entries(adapters).map(([name, { config }]) => [name, config]));
    const { config, problems } = loadConfig({ dir: join(root, 'config'), dataDir: data, overrides: [], adapters: schemas });
    if (!config) throw new Error(JSON.stringify(problems));
    return config;
  };

  it('has the city in its three levels and in its two', () => {
    const { organisations } = shipped();
    const there = (day: string, level: string) =>
      organisations
        .filter(({ from = '', until = '9', level: own }) => own === level && from <= day && day < until)
        .map(({ name }) => name.vi);
    expect([there('2025-06-30', 'district').length, there('2025-06-30', 'commune').length]).toEqual([30, 526]);
    const now = there('2025-07-01', 'commune');
    expect([there('2025-07-01', 'district').length, now.length]).toEqual([0, 126]);
    expect([now.filter((name) => name.startsWith('Phường ')).length, now.filter((name) => name.startsWith('Xã ')).length]).toEqual([
      51, 75,
    ]);
    expect(new Set(now).size).toBe(126);
  });

  it('leaves none of the old communes without a trace', () => {
    const old = shipped().organisations.filter(({ level, until }) => level === 'commune' && until !== undefined);
    expect(old.filter(({ into }) => into.length === 0)).toEqual([]);
    expect(new Set(old.flatMap(({ into }) => into)).size).toBe(126);
  });

  // 261 weekdays each; off on weekdays, by the notices: 12 and 14; made up on Saturdays: 1 and 2.
  it.each([
    [2025, 250],
    [2026, 249],
  ])('%d has %d working days', (year, days) => {
    const office = workingCalendar(shipped().calendar, 'office');
    const [from, to] = [new Date(`${year}-01-01T00:00:00+07:00`), new Date(`${year}-12-31T23:00:00+07:00`)];
    // the first one is where counting begins
    expect(office.workingDaysBetween(from, to) + 1).toBe(days);
  });
});

describe('hub dossier due, with the shipped calendar and procedures', () => {
  it.each([
    ['the land certificate: 20 working days, over the culture day', '1.012753', '2026-11-23T10:07:00+07:00', '2026-12-22 10:15:00'],
    ['in a code with its publisher', '1.012753.000.00.00.H26', '2026-11-23T10:07:00+07:00', '2026-12-22 10:15:00'],
    ['over Tết', '3.990001', '2026-02-12T09:00:00+07:00', '2026-03-02 09:00:00'],
    ['in the evening, days that end with the day', '2.002043', '2026-12-30T18:00:00+07:00', '2027-01-06 17:00:00'],
    ['calendar days that end on a holiday', '1.009645', '2026-08-22T10:00:00+07:00', '2026-09-03 17:00:00'],
    ['fire safety before the reform: 30 working days', '1.009896', '2017-12-01T10:00:00+07:00', undefined],
  ])('%s', async (_, procedure, received, expected) => {
    const found = due(procedure, received);
    if (expected === undefined) await expect(found).rejects.toThrow('config/calendar/2017.yaml');
    else expect(await found).toBe(expected);
  });
});

describe('hub organisation', () => {
  it.each([
    ['000.09.52.H26', '2025-06-30T23:59:59+07:00', 'is there'],
    ['000.09.52.H26', '2025-07-01T00:00:00+07:00', 'merged into H26.00.070 (2025-07-01) → H26.00.070'],
    ['000.12.52.H26', '2026-01-01T00:00:00+07:00', 'divided, no heir named: H26.00.082, H26.00.070'],
    ['000.00.52.H26', '2026-01-01T00:00:00+07:00', 'ended without a successor'],
    ['H26.00.070', '2025-06-30T23:59:59+07:00', 'not there yet'],
    ['000.00.03.H26', '2026-01-01T00:00:00+07:00', 'is there'],
  ])('%s at %s', async (code, at, expected) => {
    expect(await hub('organisation', code, '--at', at)).toContain(expected);
  });
});
