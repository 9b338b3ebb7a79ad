import { PositionMoved, refuse } from '@lienthong/message';
import { Ended, type Routed, RulesChanged, Unstorable } from '@lienthong/pipeline';
import { type TestLedger, startLedger } from '../testing/ledger.test-kit';
import { advance, ended, routed } from '../testing/lots.test-kit';

let at: TestLedger;
beforeAll(async () => {
  at = await startLedger();
});
afterAll(() => at.stop());

const count = async (table: string, where = 'true'): Promise<number> => {
  const { rows } = await at.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table} WHERE ${where}`);
  return rows[0]?.n ?? -1;
};

describe('record', () => {
  it('rule: positions by compare-and-set: every outcome of a batch is written with its position, or nothing at all', async () => {
    const before = await count('message');
    const lot = [
      routed({ subject: 'A' }),
      ended('refused', 'permanent', 'agreement.missing', {}, true),
      ended('refused', 'permanent', 'signature.missing', {}),
    ];
    await expect(at.ledger.record(lot, 1, [advance(0n, 3n)])).resolves.toEqual({
      recorded: 1,
      refused: 1,
      duplicates: 0,
      unverified: 1,
      parked: 0,
    });
    expect([await count('message'), await count('leaf'), await count('unverified'), await count('payload')]).toEqual([
      before + 2,
      before + 2,
      1,
      3,
    ]);

    await expect(at.ledger.record([routed({})], 1, [advance(0n, 4n)])).rejects.toBeInstanceOf(PositionMoved);
    await expect(at.ledger.record([routed({})], 2, [advance(3n, 4n)])).rejects.toBeInstanceOf(RulesChanged);
    await expect(at.ledger.record([routed({ subject: 'nul\0' })], 1, [advance(3n, 4n)])).rejects.toBeInstanceOf(Unstorable);
    expect(await count('message')).toBe(before + 2);
    await expect(at.ledger.record([], 1, [advance(3n, 4n)])).resolves.toMatchObject({ recorded: 0 });
  });

  it('rule: idempotency: gives a repeat the stored outcome, and refuses other content under the same id, within a batch and across batches', async () => {
    const first = { id: 'same', subject: 'B', content: 'one' };
    await expect(at.ledger.record([routed(first), routed(first)], 1, [])).resolves.toMatchObject({ recorded: 1, duplicates: 1 });
    await expect(at.ledger.record([routed(first)], 1, [])).resolves.toMatchObject({ recorded: 0, duplicates: 1 });
    await expect(at.ledger.record([routed({ ...first, content: 'other' })], 1, [])).resolves.toMatchObject({ refused: 1, duplicates: 0 });
    expect(await count('delivery', "lane = 'one-stop|B'")).toBe(1);
    expect(await count('message', "code = 'message.conflict'")).toBe(1);
  });

  it('rule: state of documents: what may not follow is refused, in the order of the batch, and others may overtake nothing of it', async () => {
    /** A count that only rises. */
    const step = (n: number, key = 'document') => ({
      key,
      next(state: string | undefined) {
        if (Number(state ?? 0) >= n) throw refuse('edxml.status-backwards');
        return String(n);
      },
    });
    const stepping = (...steps: ReturnType<typeof step>[]) => routed({ steps });
    const wrong = () => count('message', "code = 'edxml.status-backwards'");
    await expect(at.ledger.record([stepping(step(1)), stepping(step(3)), stepping(step(2))], 1, [])).resolves.toMatchObject({
      recorded: 2,
      refused: 1,
    });
    await expect(
      at.ledger.record([stepping(step(4), step(1, 'other')), stepping(step(9, 'other'), step(4))], 1, []),
    ).resolves.toMatchObject({
      recorded: 1,
      refused: 1,
    });
    await expect(at.ledger.record([stepping(step(2, 'other'))], 1, [])).resolves.toMatchObject({ recorded: 1 });
    expect(await wrong()).toBe(2);

    const many = Array.from({ length: 20 }, (_, i) => [step(5 + i), step(5 + i, 'other')] as const);
    await Promise.all(many.map(([one, other], i) => at.ledger.record([stepping(...(i % 2 ? [one, other] : [other, one]))], 1, [])));
    const { rows } = await at.pool.query<{ state: string }>("SELECT state FROM document_state WHERE state <> '' ORDER BY state");
    expect(rows.map(({ state }) => state)).toEqual(['24', '24']);
  });

  it('knows a refused message by its content once that was read, however it was signed again', async () => {
    const first = routed({ id: 'refused', content: 'the same' });
    const again = routed({ id: 'refused', content: 'the same' });
    const resigned = { ...again, received: { ...again.received, digest: Buffer.alloc(32, 1) } };
    const refused = (m: Routed) => new Ended('refused', refuse('agreement.missing'), m);
    await expect(at.ledger.record([refused(first)], 1, [])).resolves.toMatchObject({ refused: 1 });
    await expect(at.ledger.record([refused(resigned)], 1, [])).resolves.toMatchObject({ refused: 0, duplicates: 1 });
  });

  it('knows the same bytes although they were refused before their content was read', async () => {
    const early = routed({ id: 'early', content: 'bytes' });
    const refused = new Ended('refused', refuse('message.time-ahead'), { received: early.received, known: early.known });
    await expect(at.ledger.record([refused], 1, [])).resolves.toMatchObject({ refused: 1 });
    const inTime = { ...routed({ id: 'early', content: 'bytes' }), contentDigest: Buffer.alloc(32, 2) };
    await expect(at.ledger.record([inTime], 1, [])).resolves.toMatchObject({ refused: 0, duplicates: 1 });
  });

  it('lets batches that count the same things in another order pass each other', async () => {
    const codes = ['signature.missing', 'signature.invalid', 'certificate.expired', 'certificate.revoked'] as const;
    const lot = (order: readonly (typeof codes)[number][]) => order.map((code) => ended('refused', 'permanent', code, {}));
    const rounds = Array.from({ length: 40 }, (_, i) => at.ledger.record(lot(i % 2 ? codes : codes.toReversed()), 1, []));
    await expect(Promise.all(rounds)).resolves.toHaveLength(40);
  });
});
