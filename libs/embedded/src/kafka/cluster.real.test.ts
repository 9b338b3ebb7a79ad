import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Admin, Kafka, logLevel } from 'kafkajs';
import { freePorts } from '../host/ports';
import { type RunningKafkaCluster, startKafkaCluster } from './cluster';
import { fetchKafka } from './fetch';

const root = resolve(__dirname, '../../../..');
const password = 'admin-pw';

let dir: string;
let cluster: RunningKafkaCluster;
let kafka: Kafka;

beforeAll(async () => {
  const home = await fetchKafka({ cacheDir: join(root, '.cache'), pom: join(root, 'deploy/kafka/pom.xml') });
  dir = await mkdtemp(join(tmpdir(), 'kafka-cluster-'));
  const free = await freePorts(6);
  const ports = [0, 2, 4].map((at) => ({ port: free[at] ?? 0, controllerPort: free[at + 1] ?? 0 }));
  cluster = await startKafkaCluster({ home, dir, ports, users: { admin: password } });
  const sasl = { mechanism: 'plain', username: 'admin', password } as const;
  kafka = new Kafka({ brokers: cluster.nodes.map(({ broker }) => broker), sasl, logLevel: logLevel.NOTHING, retry: { retries: 20 } });
});

afterAll(async () => {
  await cluster.kill();
  await rm(dir, { recursive: true, force: true });
});

async function asAdmin<T>(work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = kafka.admin();
  await admin.connect();
  return work(admin).finally(() => admin.disconnect());
}

const write = async (value: string): Promise<void> => {
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic: 't', acks: -1, messages: [{ value }] }).finally(() => producer.disconnect());
};

const ends = (): Promise<string[]> => asAdmin(async (admin) => (await admin.fetchTopicOffsets('t')).map(({ high }) => high));

const replicasInSync = async (): Promise<number | undefined> =>
  (await asAdmin((admin) => admin.fetchTopicMetadata({ topics: ['t'] }))).topics[0]?.partitions[0]?.isr.length;

it('three brokers with logins are one cluster: with any one of them dead it takes what the other two replicate', async () => {
  const configEntries = [{ name: 'min.insync.replicas', value: '2' }];
  await asAdmin((admin) =>
    admin.createTopics({ waitForLeaders: false, topics: [{ topic: 't', numPartitions: 1, replicationFactor: 3, configEntries }] }),
  );
  for (const [i, node] of cluster.nodes.entries()) {
    const { pid } = node;
    await node.kill();
    await write(`without broker ${String(i + 1)}`);
    await node.start();
    expect(node.pid).not.toBe(pid);
    while ((await replicasInSync()) !== 3) await new Promise((next) => setTimeout(next, 100));
  }
  expect(await ends()).toEqual(['3']);
});
