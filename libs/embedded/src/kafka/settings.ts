import { join } from 'node:path';
import { EmbeddedError } from '../errors';

export interface KafkaSettings {
  readonly dir: string;
  readonly port: number;
  readonly controllerPort: number;
  /** User name → password. Given: SASL/PLAIN and ACLs on every listener; absent: no authentication at all (tests). */
  readonly users?: Readonly<Record<string, string>>;
  readonly superUsers?: readonly string[];
  /** With `users` only: false leaves the authorizer out, so that every known user may do everything. */
  readonly acl?: boolean;
  readonly overrides?: Readonly<Record<string, string | number | boolean>>;
}

type Properties = Record<string, string | number | boolean>;

const BROKER_USER = 'broker';

/** Content of server.properties. `brokerPassword` is the broker's own, needed only at run time, so that each start may have a new one. */
export function serverProperties(settings: KafkaSettings, brokerPassword: string): string {
  const properties = { ...base(settings), ...(settings.users ? secured(settings, brokerPassword) : PLAIN), ...settings.overrides };
  return Object.entries(properties)
    .map(([key, value]) => `${key}=${String(value).replaceAll('\\', '\\\\')}\n`)
    .join('');
}

const base = ({ dir, port, controllerPort }: KafkaSettings): Properties => ({
  'process.roles': 'broker,controller',
  'node.id': 1,
  'controller.quorum.voters': `1@127.0.0.1:${String(controllerPort)}`,
  listeners: `CLIENT://127.0.0.1:${String(port)},CONTROLLER://127.0.0.1:${String(controllerPort)}`,
  'advertised.listeners': `CLIENT://127.0.0.1:${String(port)}`,
  'controller.listener.names': 'CONTROLLER',
  'inter.broker.listener.name': 'CLIENT',
  'log.dirs': join(dir, 'log'),
  'auto.create.topics.enable': false,
  'log.retention.hours': 14 * 24,
  'log.segment.bytes': 64 << 20,
  'offsets.topic.replication.factor': 1,
  'offsets.topic.num.partitions': 4,
  'transaction.state.log.replication.factor': 1,
  'transaction.state.log.min.isr': 1,
  'transaction.state.log.num.partitions': 1,
  'share.coordinator.state.topic.replication.factor': 1,
  'share.coordinator.state.topic.min.isr': 1,
  'group.initial.rebalance.delay.ms': 0,
  'group.min.session.timeout.ms': 1000,
  'group.coordinator.threads': 1,
  'share.coordinator.threads': 1,
  'num.network.threads': 1,
  'num.io.threads': 2,
  'background.threads': 2,
  // The cleaner takes 128 MB by default, more than all the rest of this broker.
  'log.cleaner.dedupe.buffer.size': 2 << 20,
  // After a kill -9 the next start waits until the dead registration has expired: 9 s by default.
  'broker.session.timeout.ms': 1000,
  'broker.heartbeat.interval.ms': 200,
});

const PLAIN: Properties = { 'listener.security.protocol.map': 'CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT' };

function secured({ users = {}, superUsers = ['admin'], acl = true }: KafkaSettings, brokerPassword: string): Properties {
  const jaas = plainLogin({ ...users, [BROKER_USER]: brokerPassword }, brokerPassword);
  return {
    'listener.security.protocol.map': 'CLIENT:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT',
    'sasl.enabled.mechanisms': 'PLAIN',
    'sasl.mechanism.inter.broker.protocol': 'PLAIN',
    'sasl.mechanism.controller.protocol': 'PLAIN',
    'listener.name.client.plain.sasl.jaas.config': jaas,
    'listener.name.controller.plain.sasl.jaas.config': plainLogin({ [BROKER_USER]: brokerPassword }, brokerPassword),
    ...(acl && {
      'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
      'allow.everyone.if.no.acl.found': false,
      'super.users': [BROKER_USER, ...superUsers].map((name) => `User:${name}`).join(';'),
    }),
  };
}

function plainLogin(users: Readonly<Record<string, string>>, brokerPassword: string): string {
  const known = Object.entries(users).map(([name, password]) => `user_${checkedName(name)}=${quoted(password)}`);
  const own = [`username=${quoted(BROKER_USER)}`, `password=${quoted(brokerPassword)}`];
  return `org.apache.kafka.common.security.plain.PlainLoginModule required ${[...own, ...known].join(' ')};`;
}

const quoted = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

function checkedName(name: string): string {
  if (/^[A-Za-z0-9_-]{1,64}$/.test(name)) return name;
  throw new EmbeddedError('embedded.user-name', {
    vi: `Tên người dùng Kafka '${name}' không hợp lệ: chỉ dùng chữ cái không dấu, chữ số, '-' và '_', tối đa 64 ký tự.`,
    en: `The Kafka user name '${name}' is not valid: use ASCII letters, digits, '-' and '_' only, at most 64 characters.`,
  });
}
