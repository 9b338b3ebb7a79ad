import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { VerifyTask } from './tasks';
import { type WorkerOptions, Workers } from './workers';

const dir = mkdtempSync(join(tmpdir(), 'workers-'));
afterAll(() => rmSync(dir, { recursive: true }));

/** A thread that does to us what a file might make ours do: `policy` says what. */
const file = join(dir, 'worker.js');
writeFileSync(
  file,
  `exports.work = async ({ policy }) => {
    if (policy === 'endless') for (;;);
    if (policy === 'greedy') for (const all = []; ; ) all.push(new Array(1e5).fill({}));
    if (policy === 'slow') await new Promise((done) => setTimeout(done, 500));
    if (policy === 'object') return { kind: 'objection', code: 'verify.unreadable', where: 'xml.doctype' };
    return { kind: 'verified', verdict: policy, needs: [] };
  };`,
);

const task = (policy: string) => ({ kind: 'verify', policy }) as unknown as VerifyTask;
const options: WorkerOptions = { threads: 1, queue: 1, time: 10_000, memory: 64 * 1024 ** 2, file };
const codeOf = (error: unknown): unknown => (error as { readonly code?: unknown }).code;

/** What becomes of a task, and of the one behind it. */
async function fates(first: string, more: Partial<WorkerOptions> = {}): Promise<unknown[]> {
  const workers = new Workers({ ...options, ...more });
  const fate = (policy: string) => workers.verify(task(policy)).then(({ verdict }) => verdict, codeOf);
  const told = [await fate(first), await fate('next')];
  await workers.close();
  return told;
}

it('ends a thread that takes too long, and the next task has another', async () => {
  expect(await fates('endless', { time: 1_500 })).toEqual(['gateway.time-limit', 'next']);
});

it('ends a thread that takes too much memory, and the next task has another', async () => {
  expect(await fates('greedy')).toEqual(['gateway.memory-limit', 'next']);
});

it('tells what a thread objects to', async () => {
  expect(await fates('object')).toEqual(['verify.unreadable', 'next']);
});

it('lets so many wait and no more, and ends what nobody waits for', async () => {
  const workers = new Workers(options);
  await workers.verify(task('first'));
  const gone = new AbortController();
  const under = workers.verify(task('endless'), gone.signal).catch((error: unknown) => (error as Error).name);
  const waiting = workers.verify(task('waiting'));
  expect(await workers.verify(task('beyond')).catch(codeOf)).toBe('gateway.busy');
  gone.abort();
  expect(await under).toBe('Gone');
  expect(await waiting).toMatchObject({ verdict: 'waiting' });
  await workers.close();
});
