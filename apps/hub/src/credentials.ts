import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HubConfig } from '@lienthong/config';
import { type KafkaAuth, type KafkaClient, createKafka } from '@lienthong/kafka';
import type { Logger } from '@lienthong/runtime';
import type { DatabaseAddress, DatabaseUser } from '@lienthong/store';
import { CommandError } from './complaint/command-error';

/** Files of one installation's secrets, below its data folder; each readable by its role only. */
const secretFile = (data: string, name: string): string => join(data, 'secrets', name);

/** The gateway's own stand apart, so that its machine or container holds them alone. */
export const databasePasswordFile = (data: string, user: DatabaseUser): string =>
  user === 'hub_gateway' ? join(data, 'gateway', 'secrets', `${user}.password`) : secretFile(data, `${user}.password`);

export function readSecret(file: string): string {
  if (!existsSync(file)) throw new CommandError('secret.missing', file);
  return readFileSync(file, 'utf8').trim();
}

/** The database as one user reaches it; `hub_admin` provisions, the others serve the roles. */
export function databaseFor({ postgres }: HubConfig, data: string, user: DatabaseUser | 'hub_admin'): DatabaseAddress {
  const url = new URL(postgres.embedded ? `postgres://127.0.0.1:${postgres.embedded.port}/postgres` : (postgres.url ?? ''));
  const given = user === 'hub_admin' ? postgres.passwordFile : undefined;
  if (user !== 'hub_admin' || !url.username) url.username = user;
  url.password = encodeURIComponent(
    readSecret(given ?? (user === 'hub_admin' ? secretFile(data, 'postgres-admin.password') : databasePasswordFile(data, user))),
  );
  return { url: url.toString(), ca: postgres.caFile && readSecret(postgres.caFile) };
}

/** `admin`, `core`, `zone-<zone>`: the user of the embedded broker; an external one is told who we are by the configuration. */
export function kafkaFor(config: HubConfig, data: string, user: string, log: Logger): KafkaClient {
  const { embedded, brokers, auth } = config.kafka;
  if (!embedded) return createKafka({ brokers: brokers ?? [], clientId: `hub-${user}`, auth: auth && externalAuth(auth), log });
  const users = JSON.parse(readSecret(secretFile(data, 'kafka-users.json'))) as Record<string, string>;
  const password = users[user];
  if (!password) throw new CommandError('secret.no-kafka-user', `kafka-users.json: ${user}`);
  return createKafka({
    brokers: [`127.0.0.1:${embedded.port}`],
    clientId: `hub-${user}`,
    auth: { mechanism: 'plain', username: user, password, tls: false },
    log,
  });
}

function externalAuth(auth: NonNullable<HubConfig['kafka']['auth']>): KafkaAuth {
  const ca = auth.caFile && readSecret(auth.caFile);
  if (auth.mechanism === 'mtls') return { mechanism: 'mtls', cert: readSecret(auth.certificateFile), key: readSecret(auth.keyFile), ca };
  const { mechanism, username, tls } = auth;
  return { mechanism, username, password: readSecret(auth.passwordFile), tls, ca };
}
