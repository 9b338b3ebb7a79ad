import { createProducer } from '../producer/producer';
import { topicName } from '../topics';
import { type TestBroker, provision, startBroker, until } from '../testing/broker.test-kit';
import { Ledger, Reports } from '../testing/ledger.test-kit';
import { type BatchConsumer, createConsumer } from './consumer';
import { readRange } from './log-range';
import type { Running } from './model';

const topics = [topicName.in('a'), topicName.in('b')];
const limits = { records: 50, bytes: 1_000_000, waitMs: 5 };

let broker: TestBroker;
beforeAll(async () => {
  broker = await startBroker();
  await provision(broker.client(), ['a', 'b']);
});
afterAll(() => broker.end());

/** Sends `name-0` … in lanes of ten and answers when all are durable. */
async function produce(name: string, count: number): Promise<string[]> {
  const producer = createProducer(broker.client());
  const values = Array.from({ length: count }, (_, i) => `${name}-${String(i)}`);
  await Promise.all(
    values.map((value, i) => producer.send(topics[i % 2] ?? '', [{ key: `lane-${String(i % 10)}`, value: Buffer.from(value) }])),
  );
  await producer.close();
  return values;
}

const member = (ledger: Ledger, reports: Reports, consumer: BatchConsumer = createConsumer(broker.client())): Promise<Running> =>
  consumer.run({
    groupId: 'core.in',
    topics,
    positions: ledger,
    limits,
    reports,
    sessionTimeoutMs: 2_000,
    handle: (batch) => ledger.record(batch),
  });

const sorted = (values: readonly string[]): string[] => [...values].sort();

/** What the broker holds: a producer may double in an outage, the consumer must neither lose nor double any of it. */
async function recordsIn(log: readonly string[]): Promise<number> {
  const ranges = await Promise.all(log.map((topic) => readRange(broker.client(), topic)));
  return ranges.flatMap((range) => [...range.values()]).reduce((sum, { high }) => sum + Number(high), 0);
}

it('takes each record once and in the order of its lane, across a restart, with two members, and across kill -9 of the broker', async () => {
  const ledger = new Ledger();
  const reports = new Reports();

  const expected = await produce('before', 300);
  const first = await member(ledger, reports);
  await until('the first records', () => ledger.values.length >= 100);
  await first.stop();

  expected.push(...(await produce('between', 300)));
  const [second, third] = await Promise.all([member(ledger, reports), member(ledger, reports)]);
  await until('both generations', () => new Set(ledger.values).size === 600);

  const during = produce('outage', 400);
  await broker.kill();
  await broker.restart();
  expected.push(...(await during));
  await until('what came during the outage', () => new Set(ledger.values).size === expected.length);
  await third.stop();
  expected.push(...(await produce('after', 200)));
  await until('the rest', () => new Set(ledger.values).size === expected.length);
  await second.stop();

  expect(ledger.values).toHaveLength(await recordsIn(topics));
  expect(sorted([...new Set(ledger.values)])).toEqual(sorted(expected));
  expect(reports.ends).toEqual([]);
  for (const name of ['before', 'between', 'after']) expectLanesInOrder(ledger.values.filter((value) => value.startsWith(name)));
});

function expectLanesInOrder(values: readonly string[]): void {
  for (let lane = 0; lane < 10; lane++) {
    const numbers = values.map((value) => Number(value.split('-')[1])).filter((i) => i % 10 === lane);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  }
}

it('seeks to where somebody else has moved the position, and repeats a batch whose handler failed', async () => {
  const ledger = new Ledger();
  const reports = new Reports();
  const topic = topicName.results('a');
  const producer = createProducer(broker.client());
  const sent = await producer.send(
    topic,
    Array.from({ length: 30 }, (_, i) => ({ key: 'one', value: Buffer.from(String(i)) })),
  );
  await producer.close();
  const partition = sent[0]?.partition ?? 0;
  const calls: string[] = [];
  const running = await createConsumer(broker.client()).run({
    ...{
      groupId: 'core.results',
      topics: [topic],
      positions: ledger,
      limits: { ...limits, records: 10 },
      reports,
      sessionTimeoutMs: 2_000,
    },
    handle: async (batch) => {
      const first = String(batch.records[0]?.offset);
      calls.push(first);
      if (calls.length === 1) throw new Error('database away');
      // a stalled twin wakes up and records the second batch before us
      if (calls.length === 3) await ledger.record(batch);
      await ledger.record(batch);
    },
  });
  await until('all records', () => ledger.values.length >= 30);
  await running.stop();
  expect(ledger.values).toEqual(Array.from({ length: 30 }, (_, i) => String(i)));
  expect(calls).toEqual(['0', '0', '10', '20']);
  expect(reports.failures.map(String)).toEqual(['Error: database away']);
  expect(ledger.positions.get(`${topic}/${String(partition)}`)?.next).toBe(30n);
});

it('finishes the batch at work before it stops', async () => {
  const ledger = new Ledger();
  const reports = new Reports();
  let release = (): void => undefined;
  const gate = new Promise<void>((resolve) => (release = resolve));
  let begun = 0;
  const topic = topicName.results('b');
  const running = await createConsumer(broker.client()).run({
    ...{ groupId: 'core.stop', topics: [topic], positions: ledger, limits, reports, sessionTimeoutMs: 2_000 },
    handle: async (batch) => {
      begun++;
      await gate;
      await ledger.record(batch);
    },
  });
  const producer = createProducer(broker.client());
  await producer.send(topic, [{ key: 'k', value: Buffer.from('x') }]);
  await producer.close();
  await until('the handler', () => begun === 1);
  const stopped = running.stop();
  release();
  await stopped;
  expect(ledger.values).toEqual(['x']);
  expect(begun).toBe(1);
});
