import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const hub = join(root, 'apps/hub/dist/main.js');
const samples = join(root, 'libs/documents/src/edxml/testing/samples');
const sample = (name: string): string => join(samples, `${name}.edxml`);
const trust = ['test-root', 'test-sub'].map((name) => join(samples, `${name}.pem`));

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Most memory that it was seen to hold, in MB. */
  readonly memory: number;
}

/** Runs `hub document read` as a person does, and looks at its memory on the way. */
function read(args: readonly string[], input = ''): Promise<Ended> {
  const child = spawn(process.execPath, [hub, '--lang', 'en', 'document', 'read', ...args]);
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  child.stdin.end(input);
  let memory = 0;
  const watch = setInterval(() => {
    readFile(`/proc/${child.pid}/status`, 'latin1').then(
      (status) => (memory = Math.max(memory, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024)),
      () => undefined,
    );
  }, 50);
  return new Promise((done) => {
    child.on('close', (code) => {
      clearInterval(watch);
      done({ code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString(), memory });
    });
  });
}

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'document-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

it('a batch answers every line under its id, in order, as the national library reads it', async () => {
  const expected = (JSON.parse(await readFile(join(samples, 'expected.json'), 'utf8')) as { read: Record<string, Record<string, unknown>> })
    .read;
  const names = Object.keys(expected);
  const lines = [...names.map((name) => ({ id: name, file: join(samples, name), trust })), { id: 'gone', file: join(dir, 'gone') }];
  const { code, stdout } = await read(['--batch'], lines.map((line) => JSON.stringify(line)).join('\n'));
  const answers = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(answers.map(({ id, outcome, reason, headerCovered }) => [id, outcome, reason, headerCovered])).toEqual([
    ...names.map((name) => [name, 'accept', '', name.startsWith('10')]),
    ['gone', 'reject', 'cli.file-missing', false],
  ]);
  for (const name of names) {
    const { sdk: _sdk, check: _check, ...fields } = expected[name] ?? {};
    expect(answers.find(({ id }) => id === name)?.['fields']).toEqual(fields);
  }
  expect(code).toBe(3);
});

it('tells a person what it says, and the shell whether it may be taken', async () => {
  const status = await read([sample('09-status-refused')]);
  expect([status.code, status.stdout]).toEqual([0, expect.stringContaining('Status: 02 Thiếu phụ lục II; đề nghị gửi lại')]);
  const bad = join(dir, 'bad.edxml');
  await writeFile(bad, (await readFile(sample('01-new-one-receiver'), 'utf8')).replace('>2026/11/30<', '>2026/13/45<'));
  const refused = await read([sample('01-new-one-receiver'), bad]);
  expect([refused.code, refused.stdout]).toEqual([
    1,
    expect.stringMatching(/REJECT\n {2}edxml\.date: .* \(MessageHeader\/DueDate, line 45:9\)/),
  ]);
  await writeFile(join(dir, 'note.txt'), 'no document\n');
  const unreadable = await read([bad, join(dir, 'note.txt'), '--json']);
  expect(unreadable.code).toBe(3);
  expect(
    unreadable.stdout
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { reason: string }).reason),
  ).toEqual(['edxml.date', 'document.unknown']);
  const gone = await read([join(dir, 'gone')]);
  expect([gone.code, gone.stderr]).toEqual([3, expect.stringContaining('cli.file-missing')]);
});

it('reads 50 MB of attachment in less than 500 MB', async () => {
  const file = join(dir, 'large.edxml');
  const content = randomBytes(50_000_000).toString('base64');
  const text = await readFile(sample('01-new-one-receiver'), 'utf8');
  await writeFile(file, text.replace(/(?<=ContentTransferEncoded [^>]*>)[^<]*/, content));
  const { code, stdout, memory } = await read([file, '--json']);
  expect([code, stdout]).toEqual([0, expect.stringContaining('"bytes":50000000')]);
  expect(memory).toBeGreaterThan(100);
  expect(memory).toBeLessThan(500);
});
