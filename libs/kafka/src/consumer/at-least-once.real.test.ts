import { withAdmin } from '../admin/session';
import { createProducer } from '../producer/producer';
import { type TestBroker, provision, startBroker, until } from '../testing/broker.test-kit';
import { Reports } from '../testing/ledger.test-kit';
import { topicName } from '../topics';
import { createConsumer } from './consumer';
import type { Claim } from './each-run';
import type { ConsumedRecord, Running } from './model';

let broker: TestBroker;
beforeAll(async () => {
  broker = await startBroker();
  await provision(broker.client(), ['a', 'b', 'c', 'd'], 2);
});
afterAll(() => broker.end());

async function send(topic: string, from: number, to: number): Promise<void> {
  const producer = createProducer(broker.client());
  const records = Array.from({ length: to - from }, (_, i) => ({ key: `k${String(i)}`, value: Buffer.from(String(from + i)) }));
  await producer.send(topic, records);
  await producer.close();
}

const text = ({ value }: ConsumedRecord): string => Buffer.from(value).toString();

const consume = (
  topic: string,
  reports: Reports,
  each: (record: ConsumedRecord, claim: Claim) => Promise<void>,
  maxOutstanding = 100,
): Promise<Running> =>
  createConsumer(broker.client()).run({
    ...{ groupId: `connector-a.${topic}`, topics: [topic], reports, sessionTimeoutMs: 2_000, stallAfterMs: 1_200 },
    ...{ concurrency: 4, maxOutstanding, each },
  });

async function committed(topic: string): Promise<number[]> {
  const offsets = await withAdmin(broker.client(), {}, (admin) => admin.fetchOffsets({ groupId: `connector-a.${topic}`, topics: [topic] }));
  return offsets.flatMap(({ partitions }) => partitions).map(({ offset }) => Number(offset));
}

it('commits the low watermark: what was unfinished at the stop comes again, what was finished before it does not', async () => {
  const topic = topicName.out('a');
  const reports = new Reports();
  await send(topic, 0, 40);
  const done: string[] = [];
  const stuck = { value: '' };
  const first = await consume(topic, reports, async (record) => {
    await Promise.resolve();
    if (text(record) === '20') throw new Error(`refused at ${(stuck.value = String(record.offset))}`);
    done.push(text(record));
  });
  await until('all but one', () => new Set(done).size === 39);
  await until('the stall is noticed', () => reports.stalls.length > 0);
  expect(reports.stalls[0]).toMatchObject({ failing: true });
  await first.stop();

  const again: string[] = [];
  const second = await consume(topic, new Reports(), async (record) => void again.push(text(record)));
  await until('the record that was stuck', () => again.includes('20'));
  await second.stop();
  expect(new Set([...done, ...again]).size).toBe(40);
  expect((await committed(topic)).reduce((sum, offset) => sum + offset, 0)).toBe(40);
  expect(again.length).toBeLessThan(40);
});

it('rests a partition that runs too far ahead of an unfinished record, and goes on after it', async () => {
  const topic = topicName.out('b');
  let release = (): void => undefined;
  const gate = new Promise<void>((resolve) => (release = resolve));
  const seen: string[] = [];
  const running = await consume(
    topic,
    new Reports(),
    async (record) => {
      if (text(record) === '0') await gate;
      seen.push(text(record));
    },
    10,
  );
  const producer = createProducer(broker.client());
  // one by one, so that the client has no reason to fetch many at once
  for (let i = 0; i < 60; i++) {
    await producer.send(topic, [{ key: 'one', value: Buffer.from(String(i)) }]);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(seen.length).toBeGreaterThan(5);
  expect(seen.length).toBeLessThan(30);
  release();
  await until('everything', () => seen.length >= 60);
  await producer.close();
  await running.stop();
  expect(new Set(seen).size).toBe(60);
});

it('has committed a claimed record before its handler goes on, for good, and holds long work for no stall', async () => {
  const topic = topicName.out('c');
  const reports = new Reports();
  const producer = createProducer(broker.client());
  for (const n of ['first', 'claimed', 'third']) await producer.send(topic, [{ key: 'one', value: Buffer.from(n) }]);
  await producer.close();
  let [release, claimed, third] = [(): void => undefined, false, false];
  const gate = new Promise<void>((resolve) => (release = resolve));
  const running = await consume(topic, reports, async (record, claim) => {
    if (text(record) === 'third') return void (third = true);
    if (text(record) === 'claimed') await claim();
    if (text(record) === 'claimed') claimed = true;
    await gate;
  });
  await until('the claim', () => claimed && third);
  expect(Math.max(...(await committed(topic)))).toBe(2);
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  expect(Math.max(...(await committed(topic)))).toBe(2);
  expect(reports.stalls).toEqual([]);
  release();
  await running.stop();
  expect(Math.max(...(await committed(topic)))).toBe(3);
});

it('ends when its topic was made again, rather than pass over what is new in it', async () => {
  const topic = topicName.out('d');
  const reports = new Reports();
  const seen: string[] = [];
  await send(topic, 0, 20);
  const running = await consume(topic, reports, async (record) => void seen.push(text(record)));
  await until('all', () => seen.length === 20);
  await withAdmin(broker.client(), {}, (admin) => admin.deleteTopics({ topics: [topic] }));
  await until('the new topic', () =>
    provision(broker.client(), ['d'], 2).then(
      () => true,
      () => false,
    ),
  );
  await send(topic, 20, 24);
  await until('its end', () => reports.ends.length > 0);
  expect(reports.ends[0]).toMatchObject({ code: 'kafka.log-rewound', facts: { topic } });
  await running.stop();
});
