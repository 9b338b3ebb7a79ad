import fc from 'fast-check';
import { RulesChanged, Unstorable, halves, take } from './take';
import { handed } from './testing/handed.test-kit';
import type { Batch } from './way';

const nothing = { recorded: 0, refused: 0, duplicates: 0, unverified: 0, parked: 0 };

function batch(size: number, from = 0): Batch {
  const messages = Array.from({ length: size }, (_, i) => handed(from + i));
  const advances = [
    { topic: 'in.portal', partition: 0, from: BigInt(from), to: BigInt(from + size), appendedAt: new Date(), leaderEpoch: 0 },
  ];
  return { messages, advances };
}

describe('take', () => {
  it('finds the messages that PostgreSQL refuses by halving; every other one is carried once, every position passed once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 60 }), fc.array(fc.nat(59)), async (size, poisonous) => {
        const poison = new Set(poisonous.filter((n) => n < size).map(BigInt));
        const carried: bigint[] = [];
        const quarantined: bigint[] = [];
        let position = 0n;
        const advance = ({ advances }: Pick<Batch, 'advances'>): void => {
          for (const a of advances) {
            expect(a.from).toBe(position);
            position = a.to;
          }
        };
        const carry = (one: Batch) => {
          if (one.messages.some((m) => poison.has(m.position.offset))) return Promise.reject(new Unstorable('22P05'));
          carried.push(...one.messages.map((m) => m.position.offset));
          advance(one);
          return Promise.resolve(nothing);
        };
        await take(batch(size), { carry }, (m, _, advances) => {
          quarantined.push(m.position.offset);
          advance({ advances });
          return Promise.resolve();
        });
        expect(new Set(quarantined)).toEqual(poison);
        expect([...carried, ...quarantined].sort((a, b) => Number(a - b))).toEqual(batch(size).messages.map((m) => m.position.offset));
        expect(position).toBe(BigInt(size));
      }),
    );
  });

  it('rule: rules by version: decides again when the rules changed meanwhile, and hands on everything else', async () => {
    const answers = [new RulesChanged(), undefined];
    const carry = () => {
      const error = answers.shift();
      return error ? Promise.reject(error) : Promise.resolve(nothing);
    };
    const never = () => Promise.reject(new Error('quarantined'));
    await take(batch(2), { carry }, never);
    expect(answers).toEqual([]);
    await expect(take(batch(2), { carry: () => Promise.reject(new Error('database away')) }, never)).rejects.toThrow('database away');
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
