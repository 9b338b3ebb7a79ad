import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type KafkaNode, freePorts, identify, isAlive, startKafkaCluster } from '@lienthong/embedded';
import type { Server } from '../model';
import { remember } from './server';

/** Ports of the brokers of one cluster, which the hub reaches as an external one. */
export type ClusterPorts = readonly { readonly port: number; readonly controllerPort: number }[];

export async function clusterPorts(): Promise<ClusterPorts> {
  const ports = await freePorts(6);
  return [0, 2, 4].map((at) => ({ port: ports[at] ?? 0, controllerPort: ports[at + 1] ?? 0 }));
}

export const addressesIn = (ports: ClusterPorts): string[] => ports.map(({ port }) => `127.0.0.1:${port}`);

/** Replicated three times, and no acknowledgement before two have it. */
export const clusterSettings = (ports: ClusterPorts): string[] => [
  'kafka.embedded=',
  `kafka.brokers=[${addressesIn(ports)
    .map((one) => `'${one}'`)
    .join(', ')}]`,
  'kafka.replication=3',
  // leaders on every broker, so that each request meets one that moves
  'kafka.partitions=12',
];

const passwordFile = (data: string, user: string): string => join(data, 'secrets', `kafka-${user}.password`);

/** How a call of the hub logs in as `user` at an external cluster. */
export const login = (data: string, user: string): string =>
  `kafka.auth={mechanism: plain, username: '${user}', passwordFile: '${passwordFile(data, user)}', tls: false}`;

interface Raising {
  readonly data: string;
  readonly home: string;
  readonly ports: ClusterPorts;
  readonly users: Readonly<Record<string, string>>;
}

/** Three brokers, running, each of which can be struck by itself. */
export async function raiseCluster({ data, home, ports, users }: Raising): Promise<Server[]> {
  for (const [user, password] of Object.entries(users)) await writeFile(passwordFile(data, user), `${password}\n`, { mode: 0o600 });
  const overrides = { 'leader.imbalance.check.interval.seconds': 1, 'leader.imbalance.per.broker.percentage': 0 };
  const { nodes } = await startKafkaCluster({ home, dir: join(data, 'kafka'), ports, users, minFreeBytes: 0, overrides });
  for (const node of nodes) remember(node);
  return nodes.map((node, i) => serverOf(node, `Kafka ${i + 1}`));
}

function serverOf(node: KafkaNode, name: string): Server {
  let down = false;
  const end = async (how: 'kill' | 'stop'): Promise<void> => {
    down = true;
    await node[how]();
  };
  return {
    ...{ name, dir: node.dir },
    get pid() {
      return down ? 0 : node.pid;
    },
    get isUp() {
      return !down && isAlive(identify(node.pid));
    },
    kill: () => end('kill'),
    stop: () => end('stop'),
    start: async () => {
      await end('kill');
      await node.start();
      down = false;
    },
  };
}
