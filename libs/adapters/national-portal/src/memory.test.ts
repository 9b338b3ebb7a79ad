import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Memory } from './memory';

const dir = mkdtempSync(join(tmpdir(), 'memory-'));
const file = join(dir, 'zone', 'memory.jsonl');
afterAll(() => {
  rmSync(dir, { recursive: true });
});
let now = new Date('2026-11-23T00:00:00Z');

const reopened = async <T>(work: (memory: Memory) => Promise<T>): Promise<T> => {
  const memory = new Memory(file, () => now);
  const done = await work(memory);
  await memory.close();
  return done;
};

it('knows after a restart what it learned, whatever a power cut left behind it', async () => {
  await reopened(async (memory) => {
    await memory.learn('A', { portalCode: 'P-1' });
    await Promise.all([memory.learn('A', { id: '7' }), memory.learn('B', { paid: true, over: false })]);
  });
  appendFileSync(file, '{"code":"C","known":{"id"');
  await reopened((memory) => memory.learn('D', { id: '9' }));
  expect(await reopened((memory) => Promise.all(['A', 'B', 'C', 'D'].map((code) => memory.of(code))))).toEqual([
    { portalCode: 'P-1', id: '7' },
    { paid: true },
    undefined,
    { id: '9' },
  ]);
});

it('forgets a dossier 30 days after its end', async () => {
  await reopened((memory) => memory.learn('A', { over: true }));
  now = new Date('2026-12-22T00:00:00Z');
  expect(await reopened((memory) => memory.of('A'))).toMatchObject({ id: '7' });
  now = new Date('2026-12-24T00:00:00Z');
  expect(await reopened((memory) => memory.of('A'))).toBeUndefined();
  expect(readFileSync(file, 'utf8')).not.toContain('P-1');
});
