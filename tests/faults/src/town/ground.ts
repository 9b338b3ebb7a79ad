import { join } from 'node:path';
import { fetchKafka, startKafka, startPostgres } from '@lienthong/embedded';
import {
  type Addresses,
  type Authority,
  type Teardown,
  issueCity,
  kafkaUsersIn,
  makeSecrets,
  secretIn,
  startAuthority,
} from '@lienthong/sandbox';
import type { Sentence, Server } from '../model';
import { addressesIn, raiseCluster } from './cluster';
import { type Place, root } from './place';
import { serverOf } from './server';

/** What stands below the hub: servers and the certification authority. */
export interface Ground {
  readonly brokers: readonly Server[];
  readonly kafka: { readonly urls: readonly string[]; readonly users: Readonly<Record<string, string>> };
  readonly postgres: Server;
  /** Superuser's connection string. */
  readonly database: string;
  readonly authority: Authority;
}

type Say = (what: Sentence) => void;

/** Each part is known to `teardown` as soon as it runs. All are waited for even when one fails. */
export async function raiseGround(place: Place, addresses: Addresses, teardown: Teardown, say: Say): Promise<Ground> {
  await makeSecrets(addresses);
  const kafka = raiseKafka(place, addresses, teardown, say);
  const postgres = raisePostgres(place, addresses, teardown);
  const authority = raiseAuthority(place, addresses, teardown);
  await Promise.allSettled([kafka, postgres, authority]);
  return { ...(await kafka), ...(await postgres), authority: await authority };
}

async function raiseKafka(
  { data, cluster }: Place,
  { kafka, zones }: Addresses,
  teardown: Teardown,
  say: Say,
): Promise<Pick<Ground, 'brokers' | 'kafka'>> {
  const home = await fetchKafka({ cacheDir: join(root, '.cache'), pom: join(root, 'deploy', 'kafka', 'pom.xml'), onProgress: say });
  const names = ['admin', 'core', 'watch', ...zones.map((zone) => `zone-${zone}`)];
  const users = await kafkaUsersIn(join(data, 'secrets', 'kafka-users.json'), names);
  if (cluster) {
    const brokers = await raiseCluster({ data, home, ports: cluster, users });
    for (const broker of brokers) teardown.add(broker);
    return { brokers, kafka: { urls: addressesIn(cluster), users } };
  }
  if (!kafka) throw new Error('the configuration names no embedded Kafka');
  const dir = join(data, 'kafka');
  const broker = serverOf('Kafka', dir, () => startKafka({ home, dir, ...kafka, users, minFreeBytes: 0 }));
  teardown.add(broker);
  await broker.start();
  return { brokers: [broker], kafka: { urls: [`127.0.0.1:${kafka.port}`], users } };
}

async function raisePostgres({ data }: Place, { postgres }: Addresses, teardown: Teardown): Promise<Pick<Ground, 'postgres' | 'database'>> {
  if (!postgres) throw new Error('the configuration names no embedded PostgreSQL');
  const password = await secretIn(join(data, 'secrets', 'postgres-admin.password'));
  const [dir, port] = [join(data, 'postgres'), postgres.port];
  const server = serverOf('PostgreSQL', dir, () => startPostgres({ dir, port, password, minFreeBytes: 0 }));
  teardown.add(server);
  await server.start();
  return { postgres: server, database: `postgres://hub_admin:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres` };
}

async function raiseAuthority({ data }: Place, { authority: { url, port, host } }: Addresses, teardown: Teardown): Promise<Authority> {
  const pki = join(data, 'sandbox', 'pki');
  await issueCity(pki, { baseUrl: url, now: new Date(), shelf: join(root, '.cache', 'keys') });
  const authority = await startAuthority(pki, { port, host });
  teardown.add({ name: 'authority', stop: () => authority.stop() });
  return authority;
}
