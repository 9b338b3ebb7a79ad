import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import { EmbeddedError } from '../errors';
import { MIN_FREE_BYTES, requireDiskSpace } from '../host/disk';
import { lockFolder } from '../host/lock';
import { requirePorts } from '../host/ports';
import { lastLines, run } from '../host/run';
import { launch, type Running, type Server } from '../host/server';
import { serverProperties, type KafkaSettings } from './settings';
import { requireJava } from './toolchain';

export interface StartKafka extends KafkaSettings {
  /** What fetchKafka answered. */
  readonly home: string;
  readonly java?: string;
  /** `quick` starts in half the time and memory, `steady` costs less for each record once it is warm; `quick` unless told. */
  readonly jvm?: keyof typeof JVM;
  readonly minFreeBytes?: number;
  /** Of a cluster that has more nodes than this one; otherwise each new folder begins a cluster of its own. */
  readonly cluster?: ClusterIdentity;
}

/** What all nodes of one cluster share. */
export interface ClusterIdentity {
  /** 16 bytes in base64url; a folder that is formatted already keeps its own. */
  readonly id: string;
  /** With which brokers know each other when there are `users`. */
  readonly brokerPassword: string;
}

/** One that nobody has yet. */
export const newCluster = (): ClusterIdentity => ({
  id: randomBytes(16).toString('base64url'), // may begin with a hyphen
  brokerPassword: randomBytes(24).toString('base64url'),
});

export interface RunningKafka extends Running {
  /** `host:port` list as clients want it. */
  readonly brokers: string[];
}

// Measured for one small node: serial collector and C1 only halve start-up time and memory; what runs for hours is worth C2.
const JVM = {
  quick: ['-Xms32m', '-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'],
  steady: ['-Xms512m', '-Xmx512m', '-XX:+UseSerialGC'],
} as const;

/** Starts one KRaft node (broker and controller in one process) on 127.0.0.1 and resolves when it answers clients. */
export async function startKafka(options: StartKafka): Promise<RunningKafka> {
  const { port, controllerPort, java = 'java', jvm = 'quick', cluster = newCluster() } = options;
  const dir = resolve(options.dir);
  await requireJava(java);
  await mkdir(dir, { recursive: true });
  await requireDiskSpace(dir, options.minFreeBytes ?? MIN_FREE_BYTES);
  const lock = await lockFolder('Kafka', dir, 'SIGTERM');
  try {
    await requirePorts('Kafka', [port, controllerPort]);
    const file = await writeProperties({ ...options, dir }, cluster);
    const command = [...classPath(options.home), ...JVM[jvm]];
    await format(java, command, { dir, file, clusterId: cluster.id });
    const running = await launch(broker(java, [...command, 'kafka.Kafka', file], dir, port), lock);
    return { ...running, brokers: [`127.0.0.1:${String(port)}`] };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

const classPath = (home: string): string[] => ['-cp', join(resolve(home), 'libs', '*')];

async function writeProperties(settings: KafkaSettings, { brokerPassword }: ClusterIdentity): Promise<string> {
  const file = join(settings.dir, 'server.properties');
  await writeFile(file, serverProperties(settings, brokerPassword), { mode: 0o600 });
  return file;
}

interface Folder {
  readonly dir: string;
  readonly file: string;
  readonly clusterId: string;
}

async function format(java: string, command: readonly string[], { dir, file, clusterId }: Folder): Promise<void> {
  if (existsSync(join(dir, 'log', 'meta.properties'))) return;
  const tool = ['kafka.tools.StorageTool', 'format', '--ignore-formatted', `--cluster-id=${clusterId}`, '-c', file];
  const { code, output } = await run(java, [...command, ...tool]);
  if (code === 0) return;
  throw new EmbeddedError('embedded.did-not-start', {
    vi: `Không tạo được thư mục dữ liệu Kafka ${dir} (mã ${String(code)}):\n${lastLines(output)}`,
    en: `Kafka's data folder ${dir} could not be formatted (code ${String(code)}):\n${lastLines(output)}`,
  });
}

// The client port opens only when requests are served, so a connection is the proof.
const broker = (java: string, args: readonly string[], dir: string, port: number): Server => ({
  service: 'Kafka',
  command: java,
  args,
  options: { cwd: dir },
  log: join(dir, 'broker.log'),
  stopSignal: 'SIGTERM',
  serves: () => accepts(port),
});

const accepts = (port: number): Promise<boolean> =>
  new Promise((answer) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      answer(true);
    }).on('error', () => {
      answer(false);
    });
  });
