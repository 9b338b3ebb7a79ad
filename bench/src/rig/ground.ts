import { execFile } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type RunningKafka, type RunningPostgres, fetchKafka, freePorts, startKafka, startPostgres } from '@lienthong/embedded';
import {
  type Addresses,
  addressesOf,
  departmentSettings,
  kafkaUsersIn,
  makeSecrets,
  readSettings,
  secretIn,
  startAuthority,
} from '@lienthong/sandbox';
import { type Identity, moveIn } from '../load/identity';

export interface GroundOptions {
  /** Folder of the repository. */
  readonly root: string;
  /** Made anew. */
  readonly data: string;
  /** Folder of the configuration. */
  readonly config: string;
  readonly identity: Identity;
  /** Port on which the gateway serves HTTPS; absent: it is not there. */
  readonly gatewayPort?: number;
}

/** What a hub stands on: a Kafka and a PostgreSQL that sync, and the authority; provisioned. */
export interface Ground {
  readonly kafka: RunningKafka;
  readonly postgres: RunningPostgres;
  readonly addresses: Addresses;
  /** `--config … --data … --set …` */
  readonly place: readonly string[];
  down(): Promise<void>;
}

const maxWal = '4GB';

export async function raiseGround({ root, data, config, identity, gatewayPort }: GroundOptions): Promise<Ground> {
  await rm(data, { recursive: true, force: true });
  await mkdir(join(data, 'logs'), { recursive: true });
  const overrides = [...(await settings(identity.port)), ...(await gatewaySettings(gatewayPort))];
  const addresses = addressesOf(await readSettings(config, overrides), data);
  if (!addresses.kafka || !addresses.postgres) throw new Error('a benchmark runs on its own Kafka and PostgreSQL');
  await moveIn(identity, data);
  await makeSecrets(addresses);
  const authority = await startAuthority(join(data, 'sandbox', 'pki'), { port: identity.port });
  const home = await fetchKafka({ cacheDir: join(root, '.cache'), pom: join(root, 'deploy/kafka/pom.xml') });
  const names = ['admin', 'core', 'watch', 'gateway', ...addresses.zones.map((zone) => `zone-${zone}`)];
  const users = await kafkaUsersIn(join(data, 'secrets/kafka-users.json'), names);
  const kafka = await startKafka({ home, dir: join(data, 'kafka'), ...addresses.kafka, users, jvm: 'steady' });
  const password = await secretIn(join(data, 'secrets/postgres-admin.password'));
  const postgres = await startPostgres({
    dir: join(data, 'postgres'),
    port: addresses.postgres.port,
    password,
    settings: { max_wal_size: maxWal },
  });
  const place = ['--config', config, '--data', data, '--lang', 'en', ...overrides.flatMap((one) => ['--set', one])];
  const provision = [join(root, 'apps/hub/dist/main.js'), 'provision', '--yes', ...place];
  await promisify(execFile)(process.execPath, provision, { maxBuffer: 16 << 20 });
  const down = async (): Promise<void> => {
    await Promise.all([kafka.stop(), postgres.stop(), authority.stop()]);
  };
  return { kafka, postgres, addresses, place, down };
}

async function settings(authority: number): Promise<string[]> {
  const [
    kafka = 0,
    controller = 0,
    postgres = 0,
    portal = 0,
    oneStop = 0,
    door = 0,
    axis = 0,
    cityAxis = 0,
    national = 0,
    nationalDoor = 0,
    register = 0,
    departments = 0,
    theirDoor = 0,
  ] = await freePorts(13);
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
    'delivery.window=1000',
  ];
}

/** One client speaks for a thousand parties: what bounds one of them must not bound it. */
async function gatewaySettings(port: number | undefined): Promise<string[]> {
  if (port === undefined) return ['gateway='];
  const [grpc = 0] = await freePorts(1);
  const counts = ['perParty=100000000', 'messagesPerParty=100000000', 'concurrentPerParty=2000'];
  const limits = [...counts, 'connections=2000', 'connectionsPerAddress=2000'].map((limit) => `gateway.limits.${limit}`);
  return [`gateway.https=127.0.0.1:${port}`, `gateway.grpc=127.0.0.1:${grpc}`, ...limits];
}
