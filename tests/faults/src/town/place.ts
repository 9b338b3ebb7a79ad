import { chmod, cp, mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePorts } from '@lienthong/embedded';
import { departmentSettings } from '@lienthong/sandbox';
import { type ClusterPorts, clusterPorts, clusterSettings, login } from './cluster';

/** Folder of the repository. */
export const root = resolve(__dirname, '..', '..', '..', '..');

/** Where a town lies: a folder, a copy of the sample configuration, ports of its own. */
export interface Place {
  readonly dir: string;
  readonly data: string;
  readonly config: string;
  /** `path=value`, each for a `--set`. */
  readonly settings: readonly string[];
  /** Absent: the hub's embedded broker. */
  readonly cluster?: ClusterPorts;
}

/** Where a town's processes look for armed crash points, if their build has any. */
export const crashFolder = (dir: string): string => join(dir, 'crash-points');

/** Leases and pauses are short, so that what a fault held up goes on soon; attempts are many, so that it only ever waits. */
const hurried = [
  'delivery.lease=10s',
  'delivery.attempts=200',
  'delivery.backoff.first=200ms',
  'delivery.backoff.max=2s',
  'log.sealEvery=50ms',
  'timestamps.every=10m',
  'gateway=', // no message passes through it
];

export async function findPlace(more: readonly string[] = [], brokers: 1 | 3 = 1): Promise<Place> {
  const dir = await mkdtemp(join(tmpdir(), 'lienthong-faults-'));
  await chmod(dir, 0o711); // as root PostgreSQL runs as nobody, who must get through
  const [data, config] = [join(dir, 'data'), join(dir, 'config')];
  await mkdir(data);
  await cp(join(root, 'config'), config, { recursive: true });
  const cluster = brokers === 3 ? await clusterPorts() : undefined;
  const settings = [...hurried, ...(await addresses()), ...(cluster ? clusterSettings(cluster) : []), ...more];
  return { dir, data, config, settings, ...(cluster && { cluster }) };
}

async function addresses(): Promise<string[]> {
  const ports = await freePorts(14);
  const [kafka, controller, postgres, authority, portal, oneStop, axis, door, national, nationalDoor, register] = ports;
  const [departments = 0, theirDoor = 0, cityAxis] = ports.slice(11);
  return [
    `kafka.embedded.port=${kafka}`,
    `kafka.embedded.controllerPort=${controller}`,
    `postgres.embedded.port=${postgres}`,
    `timestamps.url=http://127.0.0.1:${authority}/tsa`,
    `revocation.allow=['127.0.0.1:${authority}']`,
    `connectors.portal.config.sink.baseUrl=http://127.0.0.1:${portal}`,
    `connectors.portal.config.source.listen=127.0.0.1:${door}`,
    `connectors.one-stop.config.baseUrl=http://127.0.0.1:${oneStop}`,
    `connectors.document-axis.config.baseUrl=http://127.0.0.1:${axis}/vxp`,
    `connectors.city-documents.config.baseUrl=http://127.0.0.1:${cityAxis}/vxp`,
    `connectors.national-portal.config.portal.baseUrl=http://127.0.0.1:${national}`,
    `connectors.national-portal.config.door.listen=127.0.0.1:${nationalDoor}`,
    `connectors.business-registration.config.baseUrl=http://127.0.0.1:${register}`,
    `connectors.business-registration.config.auth.tokenUrl=http://127.0.0.1:${register}/token`,
    ...departmentSettings(departments, theirDoor),
  ];
}

/** The same place, for a call of the hub; `user` is who it is for Kafka. */
export const placeArguments = ({ config, data, settings, cluster }: Place, user = 'admin'): string[] => [
  ...['--config', config, '--data', data, '--lang', 'en'],
  ...[...settings, ...(cluster ? [login(data, user)] : [])].flatMap((one) => ['--set', one]),
];
