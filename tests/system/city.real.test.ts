import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseListing } from '@lienthong/sandbox';
import { City } from './city.test-kit';
import { Counter, Traffic } from './connectors.test-kit';
import { dossier } from './dossier.test-kit';

let city: City;
let figures: Record<string, unknown>;
beforeAll(async () => {
  city = await City.found();
  figures = await city.play('--dossiers', '25', '--bad', '52', '--cores', '2');
}, 240_000);
afterAll(() => city.raze(), 60_000);

async function submit(name: string, text: string, signed = true): Promise<string> {
  const file = join(city.data, name);
  await writeFile(file, text);
  const pki = join(city.data, 'data/sandbox/pki');
  const signing = signed ? ['--key', join(pki, 'portal.key.pem'), '--chain', join(pki, 'portal.pem')] : [];
  return (await city.hub('message', 'submit', file, '--connector', 'portal', ...signing, '--lang', 'en')).stdout;
}

describe('the city', () => {
  it('loses, doubles, reorders and misjudges nothing, with two cores deciding', async () => {
    const none = {
      lost: 0,
      doubled: 0,
      outOfOrder: 0,
      wronglyRefused: 0,
      wronglyAccepted: 0,
      wrongReason: 0,
      parked: 0,
      receiptsInvalid: 0,
      scenarios: 6,
      scenariosFailed: 0,
    };
    expect(figures).toMatchObject(none);
    expect(Object.keys(figures['refusedByCode'] as object).length).toBeGreaterThanOrEqual(12);
    expect(await city.roles('core')).toHaveLength(2);
  });

  it('brings subscribers what the business register tells, and every question its answer, on the connector’s word alone', async () => {
    const listed = parseListing((await city.hub('message', 'list', '--json')).stdout);
    const of = (type: string) => listed.filter((message) => message.type === type);
    expect(of('enterprise.registered')).toHaveLength(3);
    expect(of('enterprise.lookup').length).toBeGreaterThanOrEqual(3);
    const answers = new Map(of('enterprise.details').map((message) => [message.id, message]));
    expect(answers.size).toBe(of('enterprise.lookup').length);
    for (const { message, deliveries } of of('enterprise.lookup')) {
      expect(deliveries).toEqual([expect.objectContaining({ connector: 'business-registration', state: 'delivered' })]);
      const answer = answers.get(`re-${message}`);
      expect(answer).toMatchObject({ connector: 'business-registration', sender: '000.99.20.H26', outcome: 'recorded' });
      expect(answer?.deliveries).toEqual([expect.objectContaining({ connector: 'one-stop', state: 'delivered' })]);
    }
    expect((await city.hub('connector', 'check', 'business-registration', '--lang', 'en')).code).toBe(0);
    const [first] = of('enterprise.registered');
    expect((await city.hub('message', 'show', first?.message ?? '', '--lang', 'en')).stdout).toContain('signature.asserted');
  });

  it('carries electronic documents over both axes, byte for byte and sealed, and none that nobody may believe', async () => {
    const listed = parseListing((await city.hub('message', 'list', '--json')).stdout);
    const of = (connector: string, outcome: string) => listed.filter((one) => one.connector === connector && one.outcome === outcome);
    expect(of('document-axis', 'unverified').map(({ code }) => code)).toEqual(
      expect.arrayContaining(['signature.invalid', 'signature.incomplete', 'signature.missing']),
    );
    const [signed, asserted] = ['G99', 'H99'].map((sender) => of('document-axis', 'recorded').find((one) => one.sender === sender));
    const answers = of('city-documents', 'recorded');
    expect(answers.map(({ sender, type }) => [sender, type]).toSorted()).toEqual([
      ['H26.3', 'edxml.new'],
      ['H26.3', 'edxml.status'],
    ]);
    const shown = await city.hub('message', 'show', asserted?.message ?? '', '--lang', 'en');
    expect(shown.stdout).toContain('signature.asserted');
    const check = await city.hub('connector', 'check', 'document-axis', '--lang', 'en');
    expect([check.code, check.stdout]).toEqual([0, expect.stringMatching(/4 agencies, fetched 0 h \d min ago/)]);
    const answer = answers.find(({ type }) => type === 'edxml.new');
    await Promise.all([carried(signed?.message ?? '', 'city-axis'), carried(answer?.message ?? '', 'axis')]);
  }, 120_000);

  /** Its receipt is right, and the system behind that axis has the very bytes, whose signature covers all that counts. */
  async function carried(message: string, axis: string): Promise<void> {
    const receipt = join(city.data, `receipt-${message}`);
    await eventually(async () => (await city.hub('evidence', 'export', message, receipt)).code === 0);
    const trust = ['--trust', join(city.data, 'data/sandbox/pki/root.pem'), '--signer', join(city.data, 'data/sandbox/pki/hub.pem')];
    expect((await city.hub('evidence', 'verify', receipt, ...trust, '--lang', 'en')).stdout.trimEnd().split('\n').at(-1)).toBe('VALID');
    const payload = await readFile(join(receipt, 'payload.bin'));
    const taken = join(city.data, 'data/sandbox', axis, 'documents');
    const there = await Promise.all((await readdir(taken)).map((name) => readFile(join(taken, name))));
    expect(there.some((bytes) => bytes.equals(payload))).toBe(true);
    const read = await city.hub('document', 'read', join(receipt, 'payload.bin'), '--json');
    expect(JSON.parse(read.stdout)).toMatchObject({ outcome: 'accept', headerCovered: true, signatures: [{ integrity: 'right' }] });
  }

  it('takes one’s own files, knows a repeat, refuses other content under the same id, and proves the outcome until it is erased', async () => {
    const code = '000.99.02.H26-261123-7001';
    const text = dossier(code, 'Hồ sơ của chính mình');
    expect(await submit('own.json', text, false)).toContain('signature.missing');
    const first = await submit('own.json', text);
    expect(first).toContain('recorded');
    expect(await submit('own.json', text)).toContain('  recorded');
    expect(await submit('other.json', text.replace('chính mình', 'người khác'))).toContain('message.conflict');

    const id = /^ {2}(\S+)/m.exec(first)?.[1] ?? '';
    const receipt = join(city.data, 'receipt');
    await eventually(async () => (await city.hub('evidence', 'export', id, receipt)).code === 0);
    const root = ['--trust', join(city.data, 'data/sandbox/pki/root.pem'), '--lang', 'en'];
    const trust = [...root, '--signer', join(city.data, 'data/sandbox/pki/hub.pem')];
    const lastLine = ({ code, stdout }: { code: number; stdout: string }) => [code, stdout.trimEnd().split('\n').at(-1)];
    expect(lastLine(await city.hub('evidence', 'verify', receipt, ...trust))).toEqual([0, 'VALID']);
    const open = await city.hub('evidence', 'verify', receipt, ...root);
    expect(lastLine(open)).toEqual([0, expect.stringMatching(/^NOT PINNED/)]);
    expect(open.stdout).toContain((await city.hub('evidence', 'keys', '--lang', 'en')).stdout);
    const portal = ['--signer', join(city.data, 'data/sandbox/pki/portal.pem')];
    expect(lastLine(await city.hub('evidence', 'verify', receipt, ...root, ...portal))).toEqual([1, 'INVALID']);
    expect(byHand(receipt)).toMatchObject({ status: 0, stdout: expect.stringContaining('RECEIPT VERIFIED') as string });
    expect(await readdir(receipt)).toEqual(expect.arrayContaining(['payload.bin', 'seal.p7s', 'signature.jws', `${id}.asice`]));

    await eventually(async () => (await city.hub('message', 'erase', id, '--reason', 'test', '--lang', 'en')).stdout.includes('Erased'));
    const erased = join(city.data, 'erased');
    await eventually(async () => {
      await city.hub('evidence', 'export', id, erased);
      return (await readdir(erased).catch(() => [])).some((name) => name.includes('erased'));
    });
    expect(await city.hub('evidence', 'verify', erased, ...trust)).toMatchObject({ code: 0 });
    expect(await readdir(erased)).not.toEqual(expect.arrayContaining(['payload.bin']));
    const dump = await Promise.all(
      (await readdir(erased, { withFileTypes: true })).filter((e) => e.isFile()).map((e) => readFile(join(erased, e.name), 'latin1')),
    );
    expect(dump.join('')).not.toContain(code);
  }, 120_000);

  it('changes, takes back, pauses and resumes connectors under traffic: nothing lost, nothing sent twice', async () => {
    const [first, second] = await Promise.all([Counter.start(city.oneStop), Counter.start(city.oneStop)]);
    const to = ({ url }: Counter) => `connectors.one-stop.config.baseUrl=${url}`;
    const done = async (ended: Promise<{ code: number; stdout: string; stderr: string }>) => {
      const { code, stdout, stderr } = await ended;
      expect({ code, stderr, says: stdout }).toMatchObject({ code: 0, stderr: '', says: expect.stringMatching(/✓/) as string });
    };
    const act = (what: string, name: string) => city.hub('connector', what, name, '--reason', 'test', '--lang', 'en');
    await done(city.hubWith(to(first), 'connector', 'apply', 'one-stop', '--reason', 'to the first', '--lang', 'en'));
    const traffic = Traffic.start(city);
    await done(city.hubWith(to(second), 'connector', 'apply', 'one-stop', '--reason', 'to the second', '--lang', 'en'));
    await done(
      city.hubWith('connectors.portal.config.source.maxConnections=99', 'connector', 'apply', 'portal', '--reason', 'door', '--lang', 'en'),
    );
    await eventually(() => Promise.resolve(second.codes.length > 5));
    await done(act('pause', 'one-stop'));
    const atRest = second.codes.length;
    expect((await city.hub('connector', 'list', '--json')).stdout).toMatch(/"connector":"one-stop".*"paused":true.*"state":"paused"/);
    expect(second.codes).toHaveLength(atRest);
    await done(act('resume', 'one-stop'));
    await done(act('rollback', 'one-stop'));
    await done(act('pause', 'portal'));
    await expect(fetch(`http://127.0.0.1:${city.door}/`)).rejects.toThrow('fetch failed');
    await done(act('resume', 'portal'));
    const seen = first.codes.length;
    await eventually(() => Promise.resolve(first.codes.length > seen));
    const sent = await traffic.stop();
    await eventually(() => Promise.resolve(first.codes.length + second.codes.length >= sent.length));
    expect([...first.codes, ...second.codes].sort()).toEqual([...sent].sort());

    const pki = join(city.data, 'data/sandbox/pki');
    const signing = ['--key', join(pki, 'portal.key.pem'), '--chain', join(pki, 'portal.pem'), '--json'];
    const trial = await city.hub('connector', 'try', 'portal', join(city.data, 'own.json'), ...signing);
    expect(JSON.parse(trial.stdout)).toMatchObject({ outcome: 'recorded', destinations: [{ connector: 'one-stop' }] });
    await done(city.hub('connector', 'rollback', 'one-stop', '--to', '1', '--reason', 'as it was', '--lang', 'en'));
    expect((await city.hub('connector', 'diff', 'one-stop', '--lang', 'en')).stdout).toBe('No difference\n');
    expect((await city.hub('connector', 'list', 'one-stop')).stdout.trimEnd().split('\n')).toHaveLength(5);
    await Promise.all([first.close(), second.close()]);
  }, 300_000);

  it('goes on after its deciding process is killed, and starts it again', async () => {
    const [victim] = await city.roles('core');
    process.kill(victim ?? 0, 'SIGKILL');
    expect(await submit('after.json', dossier('000.99.02.H26-261123-7002', 'Sau khi bị tắt'))).toContain('recorded');
    await eventually(async () => (await city.roles('core')).filter((pid) => pid !== victim).length === 2);
  }, 120_000);

  it('writes no person into its logs', async () => {
    const logs = join(city.data, 'data/logs');
    const text = (await Promise.all((await readdir(logs)).map((name) => readFile(join(logs, name), 'utf8')))).join('\n');
    expect(text).toContain('core is ready');
    expect(text).not.toMatch(/Nguyễn|idNumber|09000\d{5}|(?<!-)\b0\d{11}\b/); // behind a hyphen it is the end of a UUID
  });

  it('tells what to do when a second one is started beside it, and stops in order', async () => {
    expect(await city.roles()).toHaveLength(10);
    await expect(city.twin().play()).rejects.toThrow(/already|running/i);
    expect(await city.interrupt()).toBe(0);
    expect(await city.roles()).toEqual([]);
  }, 60_000);
});

/** The commands of the page for people who trust none of our programs: bash, openssl, coreutils. */
function byHand(receipt: string) {
  const page = readFileSync(join(__dirname, '../../docs/verify-by-hand.md'), 'utf8');
  const script = [...page.matchAll(/^```bash\n(.*?)^```$/gms)].map(([, block]) => block).join('\n');
  const pki = join(city.data, 'data/sandbox/pki');
  const hub = new X509Certificate(readFileSync(join(pki, 'hub.pem')));
  const env = { ...process.env, ROOT: join(pki, 'root.pem'), HUB: hub.fingerprint256 };
  return spawnSync('bash', ['-c', script], { cwd: receipt, env, encoding: 'utf8' });
}

async function eventually(holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 60_000; !(await holds());) {
    if (Date.now() > end) throw new Error('it did not come about within 60 s');
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
