import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fetchKafka, startKafka, startPostgres } from '@lienthong/embedded';
import type { Progress } from '../view/progress';
import type { Addresses } from './addresses';
import type { Lang } from './errors';
import type { WantedPort } from './machine';
import { kafkaUsersIn, secretIn } from './secrets';
import type { Teardown } from './teardown';

export interface Ground {
  readonly root: string;
  readonly data: string;
  readonly lang: Lang;
  readonly progress: Progress;
  readonly teardown: Teardown;
}

/** Ports that must be free. An embedded service whose folder is locked is left out: it looks for its own remains first, then for its ports. */
export function wantedPorts(addresses: Addresses, data: string): WantedPort[] {
  const { kafka, postgres, authority, portal, oneStop, axis, cityAxis, national, register, departments, door, gateway } = addresses;
  const local = (port: number, who: string, setting: string): WantedPort => ({
    ...{ host: '127.0.0.1', port, who },
    moveTo: (other) => `--set ${setting}=${other}`,
  });
  const fresh = (name: string): boolean => !existsSync(join(data, name, 'lienthong.lock'));
  return [
    ...(kafka && fresh('kafka')
      ? [local(kafka.port, 'Kafka', 'kafka.embedded.port'), local(kafka.controllerPort, 'Kafka', 'kafka.embedded.controllerPort')]
      : []),
    ...(postgres && fresh('postgres') ? [local(postgres.port, 'PostgreSQL', 'postgres.embedded.port')] : []),
    ...[
      authority,
      portal,
      oneStop,
      ...(axis ? [axis] : []),
      ...(cityAxis ? [cityAxis] : []),
      ...(national ? [national, national.door] : []),
      ...(register ? [register] : []),
      ...(departments ? [departments.receiver, departments.door] : []),
      door,
      ...gateway,
    ],
  ];
}

/** Every secret that the city and the hub share, made when absent. */
export async function makeSecrets({ portal, oneStop, axis, cityAxis, national, register, departments, door }: Addresses): Promise<void> {
  const secrets = [axis, cityAxis, register].flatMap((one) => (one ? [one.secretFile] : []));
  const more = [...secrets, ...(national ? [national.passwordFile, national.door.tokenFile] : [])];
  for (const file of [portal.passwordFile, oneStop.keyFile, door.tokenFile, ...more]) await secretIn(file);
  for (const { tokenFile } of departments?.tokens ?? []) await secretIn(tokenFile);
  for (const { secretFile } of departments?.webhooks ?? []) await secretIn(secretFile, undefined, 'whsec_');
}

/** An embedded Kafka with one user for each role, unless the configuration names an external one. */
export async function raiseKafka({ kafka, zones, gateway }: Addresses, { root, data, lang, progress, teardown }: Ground): Promise<void> {
  if (!kafka) return;
  const home = await progress.step('jars', (say) =>
    fetchKafka({
      cacheDir: join(root, '.cache'),
      pom: join(root, 'deploy', 'kafka', 'pom.xml'),
      onProgress: (sentence) => say(sentence[lang]),
    }),
  );
  const users = await kafkaUsersIn(join(data, 'secrets', 'kafka-users.json'), [
    'admin',
    'core',
    'watch',
    ...(gateway.length > 0 ? ['gateway'] : []),
    ...zones.map((zone) => `zone-${zone}`),
  ]);
  const running = await progress.step('kafka', () => startKafka({ home, dir: join(data, 'kafka'), ...kafka, users }));
  teardown.add({ name: 'Kafka', stop: () => running.stop(), kill: () => running.kill() });
}

export async function raisePostgres({ postgres }: Addresses, { data, progress, teardown }: Ground): Promise<void> {
  if (!postgres) return;
  const password = await secretIn(join(data, 'secrets', 'postgres-admin.password'));
  const running = await progress.step('postgres', () => startPostgres({ dir: join(data, 'postgres'), port: postgres.port, password }));
  teardown.add({ name: 'PostgreSQL', stop: () => running.stop(), kill: () => running.kill() });
}
