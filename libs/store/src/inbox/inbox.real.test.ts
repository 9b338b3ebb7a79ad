import { v7 as newId } from 'uuid';
import { eraseMessage } from '../admin/erase';
import { purge } from '../admin/retention';
import { createPool } from '../pool';
import { type TestLedger, startLedger } from '../testing/ledger.test-kit';
import { routed } from '../testing/lots.test-kit';
import { type InboxItem, InboxWriter } from './put';
import { type InboxAnswer, InboxReader, listInbox } from './read';

let at: TestLedger;
let writer: InboxWriter;
let reader: InboxReader;
beforeAll(async () => {
  at = await startLedger();
  writer = new InboxWriter(at.inbox);
  reader = new InboxReader(at.gateway);
});
afterAll(() => at.stop());
beforeEach(() => at.admin.query('TRUNCATE inbox, inbox_head'));

const item = (change: Partial<InboxItem> = {}): InboxItem => ({
  delivery: newId(),
  message: newId(),
  party: 'power',
  subject: 'S-1',
  contentType: 'application/cloudevents+json; charset=utf-8',
  attributes: { 'jws-signature': 'a..b' },
  body: Buffer.from('{"a":1}'),
  ...change,
});
const answered = (one: InboxItem, answer: InboxAnswer['answer'] = 'acknowledged', party = one.party) =>
  reader.answer({ party, delivery: one.delivery, answer, reason: answer === 'rejected' ? 'thieu-giay-to' : '', caller: 'ff' });

describe('what is put into an inbox', () => {
  it('lies there in its order, each party for itself, byte by byte', async () => {
    const [first, second, other] = [item(), item({ body: Buffer.from([0, 255]) }), item({ party: 'water' })];
    expect([await writer.put(first), await writer.put(second), await writer.put(other)]).toEqual([1, 2, 1]);
    const { delivery, message, subject, contentType, attributes, body } = first;
    const [entry, next] = await reader.pending('power', 0, 10);
    expect(entry).toEqual({ delivery, message, subject, contentType, attributes, body, place: 1, storedAt: expect.any(Date) as Date });
    expect(next?.body).toEqual(Buffer.from([0, 255]));
    expect(await reader.pending('power', 1, 10)).toHaveLength(1);
    expect(await reader.heads(['power', 'water', 'nobody'])).toEqual(
      new Map([
        ['power', 2],
        ['water', 1],
      ]),
    );
  });

  it('is there once, however often and whenever it comes, and leaves no gap', async () => {
    const repeated = Array.from({ length: 20 }, () => item());
    const places = await Promise.all([...repeated, ...repeated, ...repeated].map((one) => writer.put(one)));
    expect(new Set(places).size).toBe(20);
    expect((await reader.pending('power', 0, 100)).map(({ place }) => place)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  });

  it('is seen in the order of its places by whoever reads meanwhile', async () => {
    const all = Array.from({ length: 60 }, () => item());
    let written = false;
    const writing = Promise.all(all.map((one) => writer.put(one))).then(() => (written = true));
    const seen: number[] = [];
    while (!written || seen.length < all.length) {
      const found = await reader.pending('power', seen.at(-1) ?? 0, 7);
      seen.push(...found.map(({ place }) => place));
    }
    await writing;
    expect(seen).toEqual(all.map((_, i) => i + 1));
  });

  it('comes in portions that stay small, but never in none', async () => {
    const large = Buffer.alloc(3 << 20, 7);
    for (let i = 0; i < 3; i++) await writer.put(item({ body: large }));
    expect(await reader.pending('power', 0, 10)).toHaveLength(1);
  });

  it('waits while the database is away, and a value that no row can hold counts as the message’s own fault', async () => {
    const lost = createPool({ at: { url: 'postgres://hub_inbox:x@127.0.0.1:9/x' }, max: 1, name: 'test', onError: () => undefined });
    await expect(new InboxWriter(lost).put(item())).rejects.toMatchObject({ kind: 'transient', code: 'delivery.unavailable' });
    await lost.end();
    await expect(writer.put(item({ subject: 'a\0b' }))).rejects.toMatchObject({ kind: 'transient', code: 'delivery.failed' });
  });
});

describe('an answer', () => {
  it('takes the delivery out; the first one stands', async () => {
    const one = item();
    await writer.put(one);
    const first = await answered(one);
    expect(first).toMatchObject({ answer: 'acknowledged', reason: '' });
    expect(await answered(one, 'rejected')).toEqual(first);
    expect(await reader.pending('power', 0, 10)).toEqual([]);
  });

  it("to another party's delivery, or to none, is no answer", async () => {
    const one = item();
    await writer.put(one);
    expect(await answered(one, 'acknowledged', 'water')).toBeUndefined();
    expect(await answered(item())).toBeUndefined();
    expect(await reader.pending('power', 0, 10)).toHaveLength(1);
  });

  it('is shown to operators when it is a no, and so is what lies there', async () => {
    const [taken, rejected, lying] = [item(), item(), item()];
    for (const one of [taken, rejected, lying]) await writer.put(one);
    await answered(taken);
    await answered(rejected, 'rejected');
    expect(await listInbox(at.clerk, 7, 10)).toMatchObject([
      { message: rejected.message, answer: 'rejected', reason: 'thieu-giay-to' },
      { message: lying.message, answer: null },
    ]);
  });
});

it('what was answered goes after 30 days, what was erased at once; what lies there stays', async () => {
  const [old, fresh, lying] = [item(), item(), item()];
  for (const one of [old, fresh, lying]) await writer.put(one);
  for (const one of [old, fresh]) await answered(one);
  await at.admin.query("UPDATE inbox SET answered_at = answered_at - interval '31 days' WHERE delivery = $1", [old.delivery]);
  await purge(at.pool, new Date());
  expect((await at.admin.query('SELECT delivery FROM inbox ORDER BY place')).rows).toEqual([
    { delivery: fresh.delivery },
    { delivery: lying.delivery },
  ]);
  const message = routed({ subject: 'erased', to: [] });
  await at.ledger.record([message], 1, []);
  await writer.put(item({ message: message.received.message, subject: 'erased' }));
  await eraseMessage(at.clerk, message.received.message, newId(), { id: newId(), who: 'test', reason: 'test' });
  expect((await at.admin.query("SELECT FROM inbox WHERE subject = 'erased'")).rowCount).toBe(0);
});
