import { join } from 'node:path';
import type { KafkaSettings } from './settings';
import { newCluster, startKafka, type StartKafka } from './start';

export interface StartKafkaCluster extends Omit<StartKafka, 'port' | 'controllerPort' | 'cluster'> {
  /** One entry a node: three of them, or another odd number. Node `i` keeps its data in `<dir>/<i>`. */
  readonly ports: readonly Pick<KafkaSettings, 'port' | 'controllerPort'>[];
}

/** One broker of a cluster: data and ports stay its own over every end. */
export interface KafkaNode {
  readonly dir: string;
  /** `host:port` as clients want it. */
  readonly broker: string;
  /** Of the process that runs, or ran last. */
  readonly pid: number;
  /** Orderly: what it leads moves to others first. */
  stop(): Promise<void>;
  /** Like a crash: SIGKILL. */
  kill(): Promise<void>;
  /** After one of these two; resolves when it answers clients. */
  start(): Promise<void>;
}

export interface RunningKafkaCluster {
  readonly nodes: readonly KafkaNode[];
  stop(): Promise<void>;
  kill(): Promise<void>;
}

/** Starts brokers that replicate among each other, on 127.0.0.1; resolves when all of them answer clients. */
export async function startKafkaCluster(options: StartKafkaCluster): Promise<RunningKafkaCluster> {
  const begun = await Promise.allSettled(nodesOf(options).map(startNode));
  const nodes = begun.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const all = async (end: (node: KafkaNode) => Promise<void>): Promise<void> => {
    await Promise.all(nodes.map(end));
  };
  for (const one of begun)
    if (one.status === 'rejected') {
      await all((node) => node.kill());
      throw one.reason;
    }
  return { nodes, stop: () => all((node) => node.stop()), kill: () => all((node) => node.kill()) };
}

async function startNode(options: StartKafka): Promise<KafkaNode> {
  let running = await startKafka(options);
  return {
    dir: options.dir,
    broker: `127.0.0.1:${String(options.port)}`,
    get pid() {
      return running.pid;
    },
    stop: () => running.stop(),
    kill: () => running.kill(),
    start: async () => {
      running = await startKafka(options);
    },
  };
}

function nodesOf({ ports, ...common }: StartKafkaCluster): StartKafka[] {
  const cluster = newCluster();
  const voters = ports.map(({ controllerPort }, i) => `${String(i + 1)}@127.0.0.1:${String(controllerPort)}`).join(',');
  return ports.map((own, i) => ({
    ...common,
    ...own,
    cluster,
    dir: join(common.dir, String(i)),
    overrides: { 'node.id': i + 1, 'controller.quorum.voters': voters, ...amongOthers, ...common.overrides },
  }));
}

// A dead leader is noticed after 2 s instead of 9 s, and what the cluster notes of itself stands on three brokers as well.
const amongOthers = {
  'offsets.topic.replication.factor': 3,
  'broker.session.timeout.ms': 2_000,
  'broker.heartbeat.interval.ms': 400,
  'controller.quorum.election.timeout.ms': 500,
  'controller.quorum.fetch.timeout.ms': 1_000,
};
