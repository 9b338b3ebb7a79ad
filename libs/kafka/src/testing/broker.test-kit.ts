import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type RunningKafka, type StartKafka, fetchKafka, freePorts, startKafka } from '@lienthong/embedded';
import { applyTopics, planTopics } from '../admin/topics';
import { type KafkaAuth, type KafkaClient, createKafka } from '../client';
import type { Log } from '../log';
import { topicsFor } from '../topics';

const root = resolve(__dirname, '../../../..');

export const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

export interface TestBroker {
  readonly brokers: string[];
  client(auth?: KafkaAuth): KafkaClient;
  kill(): Promise<void>;
  restart(): Promise<void>;
  end(): Promise<void>;
}

export const kafkaHome = (): Promise<string> => fetchKafka({ cacheDir: join(root, '.cache'), pom: join(root, 'deploy/kafka/pom.xml') });

/** A real broker in a temporary folder on free ports. */
export async function startBroker(settings: Pick<StartKafka, 'users' | 'superUsers' | 'overrides'> = {}): Promise<TestBroker> {
  const home = await kafkaHome();
  const dir = await mkdtemp(join(tmpdir(), 'lienthong-kafka-'));
  const [port = 0, controllerPort = 0] = await freePorts(2);
  const start = (): Promise<RunningKafka> => startKafka({ home, dir, port, controllerPort, ...settings });
  let running = await start();
  const { brokers } = running;
  return {
    brokers,
    client: (auth) => createKafka({ brokers, clientId: 'test', auth, log: silent }),
    kill: async () => {
      await running.kill();
    },
    restart: async () => {
      running = await start();
    },
    end: async () => {
      await running.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

export async function provision(client: KafkaClient, zones: readonly string[], partitions = 3): Promise<void> {
  await applyTopics(client, await planTopics(client, topicsFor(zones, { partitions, replication: 1 })));
}

export async function until(what: string, holds: () => boolean | Promise<boolean>, ms = 30_000): Promise<void> {
  for (const end = Date.now() + ms; !(await holds()); await new Promise((next) => setTimeout(next, 20)))
    if (Date.now() > end) throw new Error(`waited ${String(ms)} ms in vain for: ${what}`);
}
