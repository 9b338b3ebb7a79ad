import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Journal } from './journal';

const dir = mkdtempSync(join(tmpdir(), 'journal-'));
afterAll(() => rmSync(dir, { recursive: true }));

describe('Journal', () => {
  it('has each record in the file when append resolves, in order, and finds them again', async () => {
    const file = join(dir, 'new', 'a.jsonl');
    const journal = await Journal.open<{ n: number; tên: string }>(file);
    const kept = Array.from({ length: 500 }, async (_, n) => {
      await journal.append({ n, tên: `Nguyễn\n${n}` });
      expect(readFileSync(file, 'utf8').split('\n').length).toBeGreaterThan(n + 1);
    });
    await Promise.all(kept);
    await journal.close();
    const again = await Journal.open<{ n: number; tên: string }>(file);
    expect(again.all().map(({ n }) => n)).toEqual(Array.from({ length: 500 }, (_, n) => n));
    expect(again.all()[7]).toEqual({ n: 7, tên: 'Nguyễn\n7' });
    await again.close();
  });

  it('cuts off a line that a crash left without its end, and goes on behind the whole ones', async () => {
    const file = join(dir, 'torn.jsonl');
    writeFileSync(file, '{"n":1}\n{"n":2}\n');
    appendFileSync(file, Buffer.from('{"n":3,"tên":"Nguyễ', 'utf8').subarray(0, -1));
    const journal = await Journal.open<{ n: number }>(file);
    await journal.append({ n: 3 });
    await journal.close();
    expect(readFileSync(file, 'utf8')).toBe('{"n":1}\n{"n":2}\n{"n":3}\n');
  });

  it('names file and line of damage in the middle', async () => {
    const file = join(dir, 'damaged.jsonl');
    writeFileSync(file, '{"n":1}\nnonsense\n{"n":2}\n');
    await expect(Journal.open(file)).rejects.toThrow(/damaged\.jsonl line 2 is not JSON/);
  });

  it('takes nothing more after a failed write', async () => {
    const journal = await Journal.open<number>(join(dir, 'closed.jsonl'));
    await journal.close();
    await expect(journal.append(1)).rejects.toThrow('cannot be written');
    await expect(journal.append(2)).rejects.toThrow('cannot be written');
  });
});
