import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts, startKafkaCluster } from '@lienthong/embedded';
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
  const dir = await mkdtemp(join(tmpdir(), 'lienthong-cluster-'));
  const free = await freePorts(6);
  const ports = [0, 2, 4].map((at) => ({ port: free[at] ?? 0, controllerPort: free[at + 1] ?? 0 }));
  const cluster = await startKafkaCluster({ home: await kafkaHome(), dir, ports });
  return {
    client: createKafka({ brokers: cluster.nodes.map(({ broker }) => broker), clientId: 'test', log: silent }),
    restart: async (node, how) => {
      await (how === 'kill' ? cluster.nodes[node]?.kill() : cluster.nodes[node]?.stop());
      await cluster.nodes[node]?.start();
    },
    end: async () => {
      await cluster.kill();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
