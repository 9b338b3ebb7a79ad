import fc from 'fast-check';
import { Unstorable } from './errors';
import { halves, isolate } from './isolate';
import { batch, handed } from './testing/handed.test-kit';
import type { Batch } from './way';

describe('isolate', () => {
  it('finds by halving what cannot be stored; all else is recorded once, every position passed once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 60 }), fc.array(fc.nat(59)), async (size, poisonous) => {
        const poison = new Set(poisonous.filter((n) => n < size).map(BigInt));
        const [recorded, isolated]: [bigint[], bigint[]] = [[], []];
        let position = 0n;
        const pass = (advances: Batch['advances']): void => {
          for (const { from, to } of advances) {
            expect(from).toBe(position);
            position = to;
          }
        };
        const work = async ({ messages, advances }: Batch): Promise<void> => {
          const offsets = messages.map((m) => m.position.offset);
          if (offsets.some((offset) => poison.has(offset))) throw new Unstorable('22P05');
          recorded.push(...offsets);
          pass(advances);
        };
        await isolate(batch(size), work, async (m, advances) => {
          isolated.push(m.position.offset);
          pass(advances);
        });
        expect(new Set(isolated)).toEqual(poison);
        expect([...recorded, ...isolated].sort((a, b) => Number(a - b))).toEqual(batch(size).messages.map((m) => m.position.offset));
        expect(position).toBe(BigInt(size));
      }),
    );
  });

  it('isolates nothing for what is no fault of a message', async () => {
    const away = () => Promise.reject(new Error('database away'));
    const never = () => Promise.reject(new Error('isolated'));
    await expect(isolate(batch(2), away, never)).rejects.toThrow('database away');
  });
});

describe('halves', () => {
  it('leaves gaps that the log has at the end of the half in which they stand', () => {
    const [first, second] = halves({
      messages: [handed(5), handed(9)],
      advances: [{ topic: 'in.portal', partition: 0, from: 3n, to: 12n, appendedAt: new Date(), leaderEpoch: 7 }],
    });
    expect(first.advances).toMatchObject([{ from: 3n, to: 6n, leaderEpoch: -1 }]);
    expect(second.advances).toMatchObject([{ from: 6n, to: 12n, leaderEpoch: 7 }]);
  });
});
