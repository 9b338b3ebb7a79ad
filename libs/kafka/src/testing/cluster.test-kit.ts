import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningKafka, freePorts, startKafka } from '@lienthong/embedded';
import { type KafkaClient, createKafka } from '../client';
import { kafkaHome, silent } from './broker.test-kit';

export interface TestCluster {
  readonly client: KafkaClient;
  /** Ends one of the three orderly, or by kill -9, and starts it again. */
  restart(node: number, how: 'orderly' | 'kill'): Promise<void>;
  end(): Promise<void>;
}

/** Three real brokers that replicate among each other. */
export async function startCluster(): Promise<TestCluster> {
  const home = await kafkaHome();
  const dir = await mkdtemp(join(tmpdir(), 'lienthong-cluster-'));
  const ports = await freePorts(6);
  const voters = [0, 1, 2].map((node) => `${String(node + 1)}@127.0.0.1:${String(ports[node + 3])}`).join(',');
  const clusterId = randomBytes(16).toString('base64url');
  const start = (node: number): Promise<RunningKafka> =>
    startKafka({
      home,
      dir: join(dir, String(node)),
      port: ports[node] ?? 0,
      controllerPort: ports[node + 3] ?? 0,
      overrides: overrides(node + 1, voters),
    });
  for (const node of [0, 1, 2]) await format(join(dir, String(node), 'log'), node + 1, clusterId);
  const nodes = await Promise.all([0, 1, 2].map(start));
  const brokers = nodes.flatMap((node) => node.brokers);
  return {
    client: createKafka({ brokers, clientId: 'test', log: silent }),
    restart: async (node, how) => {
      await (how === 'kill' ? nodes[node]?.kill() : nodes[node]?.stop());
      nodes[node] = await start(node);
    },
    end: async () => {
      await Promise.all(nodes.map((node) => node.kill()));
      await rm(dir, { recursive: true, force: true });
    },
  };
}

// All three must carry one cluster id, so the folder is formatted here.
async function format(log: string, node: number, clusterId: string): Promise<void> {
  await mkdir(log, { recursive: true });
  const lines = [
    'version=1',
    `cluster.id=${clusterId}`,
    `node.id=${String(node)}`,
    `directory.id=${randomBytes(16).toString('base64url')}`,
  ];
  await writeFile(join(log, 'meta.properties'), lines.join('\n'));
}

const overrides = (node: number, voters: string): Record<string, string | number> => ({
  'node.id': node,
  'controller.quorum.voters': voters,
  'offsets.topic.replication.factor': 3,
  'broker.session.timeout.ms': 2_000,
  'broker.heartbeat.interval.ms': 400,
  'controller.quorum.election.timeout.ms': 500,
  'controller.quorum.fetch.timeout.ms': 1_000,
});
