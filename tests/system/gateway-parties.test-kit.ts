import { readFileSync } from 'node:fs';
import { cp, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { Ended, GatewayTown } from './gateway.test-kit';
import { type Caller, jsonOf } from './gateway-http.test-kit';

interface Place {
  readonly town: GatewayTown;
  readonly caller: Caller;
}

/** Tests: an administrator changes who exchanges messages, and the gateway knows it at once. On a copy of the configuration. */
export function parties(place: () => Place): void {
  const config = (): string => join(place().town.dir, 'config-of-administrator');
  const text = (file: string): string => readFileSync(join(config(), file), 'utf8');
  const hub = (...words: string[]): Promise<Ended> => place().town.hubIn(config(), ...words);
  const decided = ['--yes', '--reason', 'QĐ 12/2026'];
  const asked = async (who: string): Promise<string> => {
    const answer = await place().caller.curl('/v1/inbox', who);
    return answer.status === 200 ? '200' : `${answer.status} ${String(jsonOf(answer)['code'])}`;
  };
  const untilAnswered = async (who: string, expected: string): Promise<void> => {
    for (let tries = 0; (await asked(who)) !== expected && tries < 10; tries++) await sleep(300);
    expect(await asked(who)).toBe(expected);
  };
  const acts = async (): Promise<unknown[]> => {
    const client = new Client({ connectionString: place().town.postgres.url });
    await client.connect();
    const { rows } = await client.query<object>('SELECT what, reason FROM hub.act ORDER BY id DESC LIMIT 1');
    await client.end();
    return rows;
  };

  beforeAll(() => cp(resolve(__dirname, '../../config'), config(), { recursive: true }));
  afterAll(() => place().town.hub('config', 'apply'), 60_000);

  it('suspends a party within seconds, lets it come back, and leaves the file as it was', async () => {
    const before = text('parties/departments.yaml');
    const suspended = await hub('party', 'suspend', 'H26.30.1', ...decided);
    expect({ code: suspended.code, stdout: suspended.stdout, stderr: suspended.stderr }).toEqual({
      ...{
        code: 0,
        stdout: expect.stringMatching(/^parties\/departments\.yaml\n\+ {3}suspended: true\n\+ rules version \d+\n$/) as string,
      },
      stderr: '',
    });
    expect(await acts()).toEqual([{ what: 'rules.activate', reason: 'hub party suspend H26.30.1: QĐ 12/2026' }]);
    await untilAnswered('fire-safety', '403 party.suspended');
    expect((await hub('party', 'resume', 'H26.30.1', ...decided)).code).toBe(0);
    await untilAnswered('fire-safety', '200');
    expect(text('parties/departments.yaml')).toBe(before);
  }, 60_000);

  it('binds a new certificate while the one before it goes on, until the overlap is over', async () => {
    const { town } = place();
    const rotate = (overlap: string) =>
      hub('party', 'rotate', 'H26.4', '--certificate', town.pki('unbound.pem'), '--approved-by', 'QĐ 9', '--overlap', overlap, ...decided);
    expect((await rotate('30')).code).toBe(0);
    await untilAnswered('unbound', '200');
    expect(await asked('planning')).toBe('200');
    const copy = text('parties/departments.yaml');
    expect(copy.match(/until: '/g)).toHaveLength(1);
    expect(copy).toContain('# The departments that the city has named first');
    expect((await town.hub('config', 'apply')).code).toBe(0);
    await untilAnswered('unbound', '403 certificate.unbound');
    await cp(resolve(__dirname, '../../config/parties'), join(config(), 'parties'), { recursive: true });
    expect((await rotate('0')).code).toBe(0);
    await untilAnswered('planning', '403 certificate.unbound');
    expect(await asked('unbound')).toBe('200');
  }, 60_000);

  it('adds a party and an agreement, and tells what they allow', async () => {
    const add = ['party', 'add', 'H26.99', '--vi', 'Phường Mới', '--en', 'New ward'];
    expect((await hub(...add, '--kind', 'ward', ...decided)).code).toBe(0);
    const test = () => hub('agreement', 'test', 'H26.3', 'dossier.submitted', '000.99.02.H26');
    expect(await test()).toMatchObject({ code: 1, stdout: expect.stringContaining('agreement.missing') as string });
    const agreement = ['--sender', 'H26.3', '--type', 'dossier.submitted', '--receiver', '000.99.02.H26', '--only-named'];
    expect((await hub('agreement', 'add', 'from-land', ...agreement, ...decided)).code).toBe(0);
    expect(await test()).toMatchObject({ code: 0, stdout: expect.stringContaining(': one-stop') as string });
    expect((await hub('agreement', 'remove', 'from-land', ...decided)).code).toBe(0);
    expect(text('agreements.yaml')).toBe(readFileSync(resolve(__dirname, '../../config/agreements.yaml'), 'utf8'));
  }, 60_000);

  it.each([
    ['without a yes', ['party', 'suspend', 'H26.3', '--reason', 'x'], 2, '+   suspended: true'],
    ['a kind that there is not', ['party', 'add', 'H26.98', '--vi', 'a', '--en', 'b', '--kind', 'moon', ...decided], 1, 'config.'],
    [
      'a party that is there already',
      ['party', 'add', 'H26.3', '--vi', 'a', '--en', 'b', '--kind', 'ward', ...decided],
      1,
      'config.duplicate',
    ],
    ['a party that there is not', ['party', 'suspend', 'H26.97', ...decided], 1, 'cli.no-party'],
    ['an agreement that there is not', ['agreement', 'remove', 'none', ...decided], 1, 'cli.no-agreement'],
  ])(
    'changes nothing: %s',
    async (_, words, code, says) => {
      const files = async () => [await readdir(join(config(), 'parties')), text('parties/departments.yaml'), text('agreements.yaml')];
      const before = await files();
      const ended = await hub(...words);
      expect(ended.code).toBe(code);
      expect(`${ended.stdout}${ended.stderr}`).toContain(says);
      expect(await files()).toEqual(before);
      expect((await readdir(place().town.dir)).filter((name) => name.startsWith('config.check-'))).toEqual([]);
    },
    30_000,
  );
}
