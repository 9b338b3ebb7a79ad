import fc from 'fast-check';
import { type PlacedResult, type ResultBatch, book } from './book';
import type { Settlement } from './ports';
import { Unstorable } from './take';

const at = (offset: number): PlacedResult => {
  const acceptedAt = new Date(offset);
  const result: Settlement = {
    ...{ deliveryId: String(offset), attempt: 1, outcome: 'delivered', code: '', detail: {}, at: acceptedAt },
    ...{ zone: 'portal', acceptedAt, proofDigest: new Uint8Array(), proof: '' },
  };
  return { position: { topic: 'results.portal', partition: 0, offset: BigInt(offset) }, acceptedAt, result };
};

const batchOf = (size: number): ResultBatch => ({
  messages: Array.from({ length: size }, (_, i) => at(i)),
  advances: [{ topic: 'results.portal', partition: 0, from: 0n, to: BigInt(size), appendedAt: new Date(), leaderEpoch: 0 }],
});

describe('book', () => {
  it('finds the results that cannot be booked by halving, drops them alone, and passes every position once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 60 }), fc.array(fc.nat(59)), async (size, bad) => {
        const poison = new Set(bad.filter((n) => n < size).map(String));
        const [booked, dropped]: [string[], string[]] = [[], []];
        let position = 0n;
        const settle = (results: readonly Settlement[], advances: ResultBatch['advances']): Promise<void> => {
          const ids = results.map(({ deliveryId }) => deliveryId);
          if (ids.some((id) => poison.has(id))) return Promise.reject(new Unstorable('23505'));
          booked.push(...ids);
          for (const { from, to } of advances) {
            expect(from).toBe(position);
            position = to;
          }
          return Promise.resolve();
        };
        await book(batchOf(size), { settle }, ({ result }) => dropped.push(result.deliveryId));
        expect(new Set(dropped)).toEqual(poison);
        expect(dropped).toHaveLength(poison.size);
        expect([...booked, ...dropped].sort()).toEqual(
          batchOf(size)
            .messages.map(({ result }) => result.deliveryId)
            .sort(),
        );
        expect(position).toBe(BigInt(size));
      }),
    );
  });

  it('drops nothing for what is no fault of a result', async () => {
    const away = { settle: () => Promise.reject(new Error('database away')) };
    const never = (): never => {
      throw new Error('dropped');
    };
    await expect(book(batchOf(2), away, never)).rejects.toThrow('database away');
  });
});
