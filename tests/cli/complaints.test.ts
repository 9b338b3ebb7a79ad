import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { explain } from '@lienthong/message';
import { issueCity } from '../../apps/sandbox/src/pki/city';

const root = resolve(__dirname, '../..');
const hub = join(root, 'apps/hub/dist/main.js');

/** Runs the program as a person does; gives what it says on stderr. */
const stderrOf = (args: readonly string[]): Promise<{ code: unknown; stderr: string }> =>
  new Promise((done) => execFile(process.execPath, [hub, ...args], (error, _, stderr) => done({ code: error?.code ?? 0, stderr })));

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'complaints-'));
  await mkdir(join(dir, 'data/sandbox'), { recursive: true });
  await issueCity(join(dir, 'data/sandbox/pki'), { baseUrl: 'http://127.0.0.1:1', now: new Date(), shelf: join(root, '.cache/keys') });
  await mkdir(join(dir, 'data/secrets'));
  await writeFile(join(dir, 'data/secrets/hub_clerk.password'), 'none\n');
  await writeFile(join(dir, 'data/secrets/kafka-users.json'), JSON.stringify({ 'zone-portal': 'none' }));
  await writeFile(join(dir, 'note.txt'), 'no certificate\n');
  await mkdir(join(dir, 'empty'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

/** `@` stands for the test's folder. Nobody listens on port 1. */
const place = '--config CONFIG --data @/data --set kafka.embedded.port=1 --set postgres.embedded.port=1';
const cases: readonly (readonly [code: string, where: string, words: string])[] = [
  ['cli.file-missing', '@/gone.pem', 'evidence verify @/empty --trust @/gone.pem'],
  ['cli.file-missing', '@/gone', 'evidence verify @/gone --trust @/data/sandbox/pki/root.pem'],
  ['cli.file-kind', 'EISDIR', 'evidence verify @/empty --trust @/empty'],
  ['certificate.malformed', '@/note.txt', 'evidence verify @/empty --trust @/note.txt'],
  ['evidence.malformed', '@/empty', 'evidence verify @/empty --trust @/data/sandbox/pki/root.pem'],
  ['config.unreadable', 'hub.yaml:1:1', 'config check --config @/gone'],
  ['config.override', '--set a.b', `message list ${place} --set a.b`],
  ['secret.missing', '@/data/secrets/hub_watch.password', `watch --once ${place}`],
  ['secret.no-kafka-user', 'zone-one-stop', `run connector:one-stop ${place}`],
  ['ledger.unavailable', '127.0.0.1:1', `lane list ${place}`],
  ['kafka.unavailable', 'ECONNREFUSED 127.0.0.1:1', `message submit @/note.txt --connector portal ${place}`],
  ['cli.no-connector', 'nobody', `connector check nobody ${place}`],
  ['cli.no-role', 'cores', `run cores ${place}`],
  ['calendar.year-missing', 'config/calendar/2028.yaml', `dossier due --procedure 1.012753 --received 2027-12-20T10:00:00Z ${place}`],
  ['calendar.class-missing', 'offfice', `dossier due --procedure 1.012753 --received 2026-01-05T10:00:00Z --class offfice ${place}`],
  ['procedure.unknown', '1.999999', `dossier due --procedure 1.999999 --received 2026-01-05T10:00:00Z ${place}`],
  ['organisation.unknown', 'H26.X', `organisation H26.X ${place}`],
  ['cli.usage', '--received 2026-01-05', `dossier due --procedure 1.012753 --received 2026-01-05 ${place}`],
  ['cli.usage', 'ID DIR', `evidence export a b c ${place}`],
  ['cli.usage', "'bogus'", 'bogus'],
  ['cli.usage', '--since yesterday', 'message list --since yesterday'],
  ['cli.usage', '--reason', 'lane release en'],
  ['schema.no-version', 'a.b 2', 'schema show a.b 2 --config CONFIG'],
];

/** Each start of the program costs a second of a core: the cases take the languages in turn. */
const inTurn = cases.map((one, i) => [...one, i % 2 === 0 ? 'vi' : 'en'] as const);

describe('what the hub’s program says when it cannot do its work', () => {
  it.each(inTurn)('is %s at %s for: %s (%s)', async (code, where, words, lang) => {
    const here = (text: string): string => text.replaceAll('@', dir).replaceAll('CONFIG', join(root, 'config'));
    const args = words.split(' ').map(here);
    const said = await stderrOf(lang === 'vi' ? args : [...args, '--lang=en']);
    const { [lang]: what, next } = explain(code);
    expect(said.code).toBe(1);
    expect(said.stderr).toContain(`${code}: ${what}`);
    expect(said.stderr).toContain(here(where));
    expect(said.stderr.endsWith(`\n  → ${next[lang]}\n`)).toBe(true);
    if (!code.startsWith('config.')) expect(said.stderr.trimEnd().split('\n')).toHaveLength(3);
  });

  it('takes the language wherever the option stands, and nothing else for it', async () => {
    const { en, vi } = explain('cli.usage');
    expect((await stderrOf(['--lang', 'en', 'bogus'])).stderr).toContain(en);
    expect((await stderrOf(['bogus', '--lang', 'en'])).stderr).toContain(en);
    expect((await stderrOf(['bogus', 'en'])).stderr).toContain(vi);
  });

  it('is nothing when help was asked for', async () => {
    expect(await stderrOf(['lane', '--help'])).toEqual({ code: 0, stderr: '' });
  });
});
