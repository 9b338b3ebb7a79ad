import { durabilityOf } from '../admin/durability';
import { applyTopics, planTopics } from '../admin/topics';
import { createProducer } from '../producer/producer';
import { until } from '../testing/broker.test-kit';
import { type TestCluster, startCluster } from '../testing/cluster.test-kit';
import { Ledger, Reports } from '../testing/ledger.test-kit';
import { topicName, topicsFor } from '../topics';
import { createConsumer } from './consumer';

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster.end());

// One broker cannot show what kafkajs loses when a leader moves: its map of answers then has one entry.
it('three brokers, each restarted or killed in turn: every acknowledged record is taken, none twice', async () => {
  const { client } = cluster;
  await applyTopics(client, await planTopics(client, topicsFor(['a'], { partitions: 6, replication: 3 })));
  const topic = topicName.in('a');
  expect(await durabilityOf(client, topic)).toBe('replicated');

  const ledger = new Ledger();
  const reports = new Reports();
  const seen = new Map<string, string>();
  const consumer = await createConsumer(client).run({
    ...{ groupId: 'core.in', topics: [topic], positions: ledger, reports },
    limits: { records: 500, bytes: 8_000_000, waitMs: 5 },
    handle: async (batch) => {
      await ledger.record(batch);
      for (const { partition, offset, value } of batch.records)
        seen.set(`${String(partition)}/${String(offset)}`, Buffer.from(value).toString());
    },
  });

  const producer = createProducer(client);
  const acknowledged = new Map<string, string>();
  let stop = false;
  const load = async (lane: number): Promise<void> => {
    for (let i = 0; !stop; i++) {
      const records = Array.from({ length: 20 }, (_, k) => ({
        key: `k${String(k)}`,
        value: Buffer.from(`${String(lane)}-${String(i)}-${String(k)}`),
      }));
      const positions = await producer.send(topic, records);
      for (const [k, { partition, offset }] of positions.entries())
        acknowledged.set(`${String(partition)}/${String(offset)}`, records[k]?.value.toString() ?? '');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const lanes = [0, 1, 2].map(load);
  try {
    for (const [node, how] of [
      [0, 'orderly'],
      [1, 'orderly'],
      [2, 'kill'],
      [0, 'kill'],
    ] as const) {
      await cluster.restart(node, how);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
  } finally {
    stop = true;
    await Promise.allSettled(lanes);
  }
  await Promise.all(lanes);
  await until('all that was acknowledged', () => [...acknowledged.keys()].every((at) => seen.has(at)));
  await producer.close();
  await consumer.stop();

  expect(acknowledged.size).toBeGreaterThan(2_000);
  expect([...acknowledged].filter(([at, value]) => seen.get(at) !== value)).toEqual([]);
  expect(ledger.values).toHaveLength(seen.size);
  expect(reports.ends).toEqual([]);
}, 120_000);
