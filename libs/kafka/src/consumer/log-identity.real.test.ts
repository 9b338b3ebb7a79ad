import { withAdmin } from '../admin/session';
import type { KafkaClient } from '../client';
import { createProducer } from '../producer/producer';
import { type TestBroker, provision, startBroker, until } from '../testing/broker.test-kit';
import { Ledger, Reports } from '../testing/ledger.test-kit';
import { topicName } from '../topics';
import { createConsumer } from './consumer';
import type { Running } from './model';

let broker: TestBroker;
let client: KafkaClient;
beforeAll(async () => {
  broker = await startBroker();
  client = broker.client();
});
afterAll(() => broker.end());

const consume = (topic: string, ledger: Ledger, reports: Reports): Promise<Running> =>
  createConsumer(client).run({
    ...{ groupId: `core.${topic}`, topics: [topic], positions: ledger, reports, sessionTimeoutMs: 2_000 },
    limits: { records: 50, bytes: 1_000_000, waitMs: 5 },
    handle: (batch) => ledger.record(batch),
  });

async function send(topic: string, count: number): Promise<void> {
  const producer = createProducer(client);
  await producer.send(
    topic,
    Array.from({ length: count }, (_, i) => ({ key: 'one', value: Buffer.from(String(i)) })),
  );
  await producer.close();
}

async function recreate(topic: string, zone: string): Promise<void> {
  await withAdmin(client, {}, (admin) => admin.deleteTopics({ topics: [topic] }));
  await until('the topic is gone', () => withAdmin(client, {}, async (admin) => !(await admin.listTopics()).includes(topic)));
  await provision(client, [zone], 1);
}

const removeBefore = (topic: string, offset: string): Promise<void> =>
  withAdmin(client, {}, async (admin) => {
    await admin.fetchTopicOffsets(topic); // kafkajs removes only from topics whose metadata it has
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset }] });
  });

/** Ten records taken by a consumer that has stopped. */
async function tenTaken(zone: string): Promise<{ topic: string; ledger: Ledger }> {
  await provision(client, [zone], 1);
  const topic = topicName.in(zone);
  const ledger = new Ledger();
  const running = await consume(topic, ledger, new Reports());
  await send(topic, 10);
  await until('ten records', () => ledger.values.length === 10);
  await running.stop();
  return { topic, ledger };
}

/** What the consumer ended with; it must have handed nothing over. */
async function endOf(topic: string, ledger: Ledger): Promise<unknown> {
  const taken = ledger.values.length;
  const reports = new Reports();
  const running = await consume(topic, ledger, reports);
  await until('the end', () => reports.ends.length > 0);
  await running.stop();
  expect(ledger.values).toHaveLength(taken);
  return reports.ends[0];
}

it('refuses a topic that was created anew and already holds more than before', async () => {
  const { topic, ledger } = await tenTaken('longer');
  await recreate(topic, 'longer');
  await send(topic, 15);
  expect(await endOf(topic, ledger)).toMatchObject({
    code: 'kafka.topic-recreated',
    facts: { topic, partition: 0, position: '10', offset: '9' },
  });
});

it('refuses a log that ends before the position', async () => {
  const { topic, ledger } = await tenTaken('shorter');
  await recreate(topic, 'shorter');
  await send(topic, 5);
  expect(await endOf(topic, ledger)).toMatchObject({ code: 'kafka.log-rewound', facts: { position: '10', logEnd: '5' } });
});

it('notices a topic that is created anew while it runs', async () => {
  await provision(client, ['running'], 1);
  const topic = topicName.in('running');
  const ledger = new Ledger();
  const reports = new Reports();
  const running = await consume(topic, ledger, reports);
  await send(topic, 10);
  await until('ten records', () => ledger.values.length === 10);
  await recreate(topic, 'running');
  await send(topic, 3);
  await until('the end', () => reports.ends.length > 0);
  await running.stop();
  expect(['kafka.log-rewound', 'kafka.topic-recreated']).toContain(reports.ends[0]?.code);
  expect(ledger.values).toHaveLength(10);
});

it('refuses a gap: records removed before they were taken, with a position and without one', async () => {
  const { topic, ledger } = await tenTaken('gap');
  await send(topic, 10);
  await removeBefore(topic, '13');
  expect(await endOf(topic, ledger)).toMatchObject({ code: 'kafka.gap', facts: { position: '10', logStart: '13' } });
  expect(await endOf(topic, new Ledger())).toMatchObject({ code: 'kafka.gap', facts: { position: '0', logStart: '13' } });
});

it('goes on where everything before the position was removed in order', async () => {
  const { topic, ledger } = await tenTaken('retained');
  await removeBefore(topic, '10');
  const running = await consume(topic, ledger, new Reports());
  await send(topic, 1);
  await until('the next record', () => ledger.values.length === 11);
  await running.stop();
});
