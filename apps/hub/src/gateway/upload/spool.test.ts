import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryBytes } from './bulk';
import { UploadFolder } from './folder';
import { UploadBudget } from './budget';
import { Spool } from './spool';

const dir = mkdtempSync(join(tmpdir(), 'uploads-'));
afterAll(() => rmSync(dir, { recursive: true }));

async function* chunks(size: number, piece = 64 * 1024): AsyncGenerator<Uint8Array> {
  for (let left = size; left > 0; left -= piece) yield await Promise.resolve(Buffer.alloc(Math.min(piece, left), 7));
}

it('keeps small parts in memory, large ones in a private file, and nothing after the request', async () => {
  const spool = new Spool(await UploadFolder.open(join(dir, 'a')), 1 << 30, new UploadBudget(1 << 30));
  expect(await spool.take('small', chunks(memoryBytes), 1 << 30)).toMatchObject({ kind: 'bytes' });
  const large = await spool.take('large', chunks(3 * memoryBytes + 1), 1 << 30);
  if (large.kind !== 'file') throw new Error('it was kept in memory');
  expect(large.size).toBe(3 * memoryBytes + 1);
  expect(readFileSync(large.path).equals(Buffer.alloc(large.size, 7))).toBe(true);
  expect([statSync(large.path).mode & 0o777, statSync(join(dir, 'a')).mode & 0o777]).toEqual([0o600, 0o700]);
  await spool.release();
  expect(readdirSync(join(dir, 'a'))).toEqual([]);
});

it('keeps no more in memory of many small parts than of one', async () => {
  const spool = new Spool(await UploadFolder.open(join(dir, 'd')), 1 << 30, new UploadBudget(1 << 30));
  const kinds: string[] = [];
  for (let i = 0; i < 4; i++) kinds.push((await spool.take('crl', chunks(memoryBytes / 2), 1 << 30)).kind);
  expect(kinds).toEqual(['bytes', 'bytes', 'file', 'file']);
  await spool.release();
  expect(readdirSync(join(dir, 'd'))).toEqual([]);
});

it.each([
  ['one part', 2 * memoryBytes, 1 << 30],
  ['all parts together', 1 << 30, 2 * memoryBytes],
])('refuses one byte more than %s may have, and removes what came', async (_, partBytes, allBytes) => {
  const spool = new Spool(await UploadFolder.open(join(dir, 'b')), allBytes, new UploadBudget(1 << 30));
  await expect(spool.take('file', chunks(2 * memoryBytes + 1), partBytes)).rejects.toMatchObject({
    code: 'gateway.too-large',
    where: 'file',
  });
  await spool.release();
  expect(readdirSync(join(dir, 'b'))).toEqual([]);
});

it('removes what a killed process left, and nothing else', async () => {
  await UploadFolder.open(join(dir, 'c'));
  for (const name of ['left.part', 'other.txt']) writeFileSync(join(dir, 'c', name), '');
  await UploadFolder.open(join(dir, 'c'));
  expect([existsSync(join(dir, 'c', 'left.part')), existsSync(join(dir, 'c', 'other.txt'))]).toEqual([false, true]);
});

it('refuses what is beyond all requests together, and counts no more what is over', async () => {
  const [folder, budget] = [await UploadFolder.open(join(dir, 'e')), new UploadBudget(3 * memoryBytes)];
  const [one, other] = [new Spool(folder, 1 << 30, budget), new Spool(folder, 1 << 30, budget)];
  await one.take('file', chunks(2 * memoryBytes), 1 << 30);
  await expect(other.take('file', chunks(memoryBytes + 1), 1 << 30)).rejects.toMatchObject({ code: 'gateway.no-room' });
  await other.release();
  await one.take('content', chunks(memoryBytes), 1 << 30);
  await one.release();
  await one.release();
  await other.take('file', chunks(3 * memoryBytes), 1 << 30);
  await expect(other.take('content', chunks(1), 1 << 30)).rejects.toMatchObject({ code: 'gateway.no-room' });
  await other.release();
});
