import { createHash } from 'node:crypto';
import { parseLeaf, type SignedHead, type TreeHead } from '@lienthong/evidence';
import { v7 as newId } from 'uuid';
import { readStatus } from '../read/status';
import { type TestLedger, startLedger } from '../testing/ledger.test-kit';
import { routed } from '../testing/lots.test-kit';
import { LogStore } from './log-store';
import { keepTimestampedSeal } from './validation';

let at: TestLedger;
let a: LogStore;
let b: LogStore;
/** What is known outside of the database. */
let published: TreeHead | undefined;

beforeAll(async () => {
  at = await startLedger();
  [a, b] = [held('a'), held('b')];
});
afterAll(() => at.stop());

const held = (holder: string): LogStore => new LogStore(at.pool, { origin: 'test', holder, seconds: 60 }, newId);
const seen = (): TreeHead | undefined => published;
const signed = (head: TreeHead): SignedHead => ({ ...head, note: `note ${head.size}`, sealText: '', sealP7s: new Uint8Array([1]) });
const show = (log: LogStore, head: TreeHead): Promise<boolean> =>
  log.markSealed(signed(head), () => {
    published = head;
    return Promise.resolve();
  });
const endLease = () => at.admin.query("UPDATE tree SET lease_until = now() - interval '1 s'");

/** One more leaf, numbered by that log. */
async function grow(log: LogStore): Promise<TreeHead> {
  await at.ledger.record([routed({ subject: newId() })], 1, []);
  const head = await log.numberPending(10_000, seen);
  if (!head) throw new Error('nothing was numbered');
  return head;
}

const one = async <T>(text: string): Promise<T> => ((await at.admin.query<{ value: T }>(text)).rows[0] as { value: T }).value;

describe('the log', () => {
  it('rule: leaves are numbered at sealing, by one writer: another holder numbers nothing until the lease ends', async () => {
    await grow(a);
    expect(await b.numberPending(10, seen)).toBeUndefined();
    await endLease();
    const head = await b.numberPending(10, seen);
    expect(await b.sealed.rootAt(head?.size ?? 0)).toEqual(head?.root);
    expect(await a.numberPending(10, seen)).toBeUndefined();
    expect(await a.renew()).toBe(false);
    expect(await one('SELECT count(index) = max(index) + 1 AS value FROM leaf')).toBe(true);
    await b.leave();
    expect(await a.numberPending(10, seen)).toEqual(head);
  });

  it('rule: pending is a state: a leaf that is committed later under a smaller id gets its number all the same', async () => {
    await grow(a);
    const smaller = '00000000-0000-7000-8000-000000000001';
    await at.admin.query(`INSERT INTO leaf (id, kind, text, entry) VALUES ('${smaller}', 'recorded', '', sha256(''))`);
    await a.numberPending(10, seen);
    expect(await one(`SELECT index = (SELECT max(index) FROM leaf) AS value FROM leaf WHERE id = '${smaller}'`)).toBe(true);
  });

  it('shows nothing that was signed too long: whoever took over stands, and no head is followed by an older one', async () => {
    const slow = await grow(a);
    await endLease();
    const newer = await grow(b);
    expect(await show(b, newer)).toBe(true);
    expect(await show(a, slow)).toBe(false);
    await endLease();
    await a.numberPending(10, seen);
    expect(await show(a, slow)).toBe(false);
    expect(published).toEqual(newer);
    expect(await one('SELECT sealed::int AS value FROM tree')).toBe(newer.size);
  });

  it('shows its newest head once more when the world sees an older one', async () => {
    const before = published;
    const head = await grow(a);
    await show(a, head);
    expect(await a.numberPending(10, seen)).toBeUndefined();
    published = before;
    expect(await a.numberPending(10, seen)).toEqual(head);
    expect(await show(a, head)).toBe(true);
  });

  it('stays as it was when the head cannot be shown', async () => {
    const head = await grow(a);
    await expect(a.markSealed(signed(head), () => Promise.reject(new Error('disk full')))).rejects.toThrow('disk full');
    expect(await one(`SELECT note IS NULL AS value FROM checkpoint WHERE size = ${head.size}`)).toBe(true);
    expect(await show(a, head)).toBe(true);
  });

  it('numbers and releases nothing in a database older than what was published, or with another history', async () => {
    const before = await grow(a);
    for (const table of ['tree', 'checkpoint', 'leaf']) await at.admin.query(`CREATE TABLE hub.old_${table} AS TABLE ${table}`);
    const after = await grow(a);
    await show(a, after);
    for (const table of ['tree', 'checkpoint', 'leaf'])
      await at.admin.query(`DELETE FROM ${table}; INSERT INTO ${table} SELECT * FROM hub.old_${table}`);
    await at.ledger.record([routed({ subject: newId() })], 1, []);
    const untouched = async () => [
      await one('SELECT size::int AS value FROM tree'),
      await one('SELECT count(*)::int AS value FROM leaf WHERE index IS NULL'),
    ];
    await expect(a.numberPending(10, seen)).rejects.toMatchObject({ code: 'evidence.older-tree' });
    expect(await untouched()).toEqual([before.size, 1]);
    published = { ...before, root: Buffer.alloc(32, 7) };
    await expect(a.numberPending(10, seen)).rejects.toMatchObject({ code: 'evidence.forked-tree' });
    expect(await untouched()).toEqual([before.size, 1]);
    published = before;
  });

  it('keeps the newest heads, the time-stamped ones and the one in hand', async () => {
    const shown = async (): Promise<number> => {
      const unseen = await grow(a);
      await show(a, unseen); // sealed, and never published
      const head = await grow(a);
      await show(a, head);
      expect(await a.signedHead()).toMatchObject({ note: `note ${head.size}`, sealP7s: Buffer.from([1]) });
      expect(await b.signedHead()).toBeUndefined();
      expect(await b.markPublished(head.size, 0, () => Promise.reject(new Error('not held')))).toBe(false);
      await a.markPublished(head.size, 0, () => Promise.resolve());
      expect(await one(`SELECT count(*)::int AS value FROM checkpoint WHERE size = ${unseen.size}`)).toBe(0);
      expect(await a.sealed.rootAt(unseen.size)).toEqual(unseen.root);
      expect(await a.sealed.rootAt(head.size + 1)).toBeUndefined();
      return head.size;
    };
    const [stamped, inHand, gone] = [await shown(), await shown(), await shown()];
    const newest = [await shown(), await shown(), await shown()];
    const seal = { p7s: new Uint8Array(), stampedAt: new Date(), validation: [] };
    expect(await keepTimestampedSeal(at.pool, 'test', { ...seal, size: stamped })).toBe(true);
    const kept = await a.forgetOldHeads({ newest: 3, sizes: [inHand] });
    expect(kept.sort((x, y) => x - y)).toEqual([stamped, inHand, ...newest]);
    expect(await keepTimestampedSeal(at.pool, 'test', { ...seal, size: gone })).toBe(false);
  });

  it('rule: no reflector: counts unverified messages an hour at a time, by the holder alone, with a digest that anyone can repeat', async () => {
    const rows = Array.from({ length: 3 }, () => newId());
    const hour = new Date(Date.UTC(2026, 0, 2, 3));
    for (const [i, id] of rows.entries())
      await at.admin.query(
        `INSERT INTO unverified (id, connector, code, detail, payload_digest, accepted_at, recorded_at) VALUES ($1, 'portal', '', '{}', $2, $3, $3)`,
        [id, Buffer.alloc(32, i), new Date(hour.getTime() + (i < 2 ? i : 60) * 60_000)],
      );
    expect(await b.countUnverified()).toBe(0);
    expect([await a.countUnverified(), await a.countUnverified(), await a.countUnverified()]).toEqual([2, 1, 0]);
    const text = await one<Buffer>("SELECT text AS value FROM leaf WHERE kind = 'unverified' ORDER BY id LIMIT 1");
    const lines = rows.slice(0, 2).map((id, i) => `${id} ${Buffer.alloc(32, i).toString('hex')}\n`);
    expect(parseLeaf(text)).toMatchObject({
      code: 'count.2',
      acceptedAt: hour,
      attached: createHash('sha256').update(lines.sort().join('')).digest(),
    });
  });
});

describe('a seal that the world cannot see', () => {
  const since = async (): Promise<Date | null | undefined> => (await readStatus(at.watch)).checkpoint?.unpublishedSince;

  it('is known with its time until the newest is published, whatever is sealed meanwhile', async () => {
    await endLease();
    const publish = (head: TreeHead): Promise<boolean> => a.markPublished(head.size, 0, () => Promise.resolve());
    const first = await grow(a);
    await show(a, first);
    await publish(first);
    expect(await since()).toBeNull();
    expect(await a.unpublishedSince()).toBeUndefined();
    const second = await grow(a);
    await show(a, second);
    const begun = await since();
    expect(begun).toBeInstanceOf(Date);
    const third = await grow(a);
    await show(a, third);
    expect(await since()).toEqual(begun);
    expect((await a.unpublishedSince())?.since).toEqual(begun);
    await expect(a.markPublished(third.size, 0, () => Promise.reject(new Error('disk full')))).rejects.toThrow('disk full');
    expect(await since()).toEqual(begun);
    await publish(third);
    expect(await readStatus(at.watch)).toMatchObject({
      checkpoint: { sealed: third.size, published: third.size, unpublishedSince: null },
    });
  });
});
