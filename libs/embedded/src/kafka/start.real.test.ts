import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  type AclEntry,
  AclOperationTypes as Operation,
  AclPermissionTypes as Permission,
  AclResourceTypes as Resource,
  Kafka,
  logLevel,
  ResourcePatternTypes as Pattern,
} from 'kafkajs';
import { EmbeddedError } from '../errors';
import { freePorts } from '../host/ports';
import { fetchKafka } from './fetch';
import { startKafka, type RunningKafka, type StartKafka } from './start';

const root = resolve(__dirname, '../../../..');
const home = (): Promise<string> => fetchKafka({ cacheDir: join(root, '.cache'), pom: join(root, 'deploy/kafka/pom.xml') });

const USERS = { admin: 'admin-pw', writer: 'quote " and \\ slash', reader: 'reader-pw' };
type User = keyof typeof USERS;

const client = (brokers: string[], user?: User, password = user && USERS[user]): Kafka =>
  new Kafka({
    brokers,
    logLevel: logLevel.NOTHING,
    retry: { retries: 3 },
    ...(user && password && { sasl: { mechanism: 'plain', username: user, password } }),
  });

async function read(kafka: Kafka, topic: string, count: number): Promise<string[]> {
  const consumer = kafka.consumer({ groupId: `reader-${String(count)}`, sessionTimeout: 6000 });
  const seen: string[] = [];
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await new Promise<void>((done, failed) => {
    consumer.on('consumer.crash', ({ payload }) => {
      if (!payload.restart) failed(payload.error);
    });
    void consumer.run({
      eachMessage: ({ message }) => {
        seen.push(message.value?.toString() ?? '');
        if (seen.length === count) done();
        return Promise.resolve();
      },
    });
  });
  await consumer.disconnect();
  return seen;
}

async function write(kafka: Kafka, topic: string, values: string[]): Promise<void> {
  const producer = kafka.producer();
  await producer.connect();
  try {
    await producer.send({ topic, acks: -1, messages: values.map((value) => ({ value })) });
  } finally {
    await producer.disconnect();
  }
}

/** A new ACL is answered when the controller has it, and holds when the broker has it too. */
async function written(kafka: Kafka, topic: string, value: string): Promise<void> {
  for (const end = Date.now() + 5_000; ;)
    try {
      await write(kafka, topic, [value]);
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
    }
}

const allow = (user: User, operation: Operation, resourceType: Resource, resourceName: string): AclEntry => ({
  principal: `User:${user}`,
  host: '*',
  permissionType: Permission.ALLOW,
  operation,
  resourceType,
  resourceName,
  resourcePatternType: Pattern.LITERAL,
});

async function asAdmin(kafka: Kafka, work: (admin: ReturnType<Kafka['admin']>) => Promise<unknown>): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  await work(admin).finally(() => admin.disconnect());
}

describe('a single Kafka node', () => {
  let options: StartKafka;
  let kafka: RunningKafka | undefined;

  beforeEach(async () => {
    const [port = 0, controllerPort = 0] = await freePorts(2);
    options = { home: await home(), dir: await mkdtemp(join(tmpdir(), 'kafka-')), port, controllerPort };
  });

  afterEach(async () => {
    await kafka?.kill();
    kafka = undefined;
    await rm(options.dir, { recursive: true, force: true });
  });

  it('carries messages without authentication, and kill -9 loses nothing acknowledged', async () => {
    kafka = await startKafka(options);
    await asAdmin(client(kafka.brokers), (admin) => admin.createTopics({ topics: [{ topic: 't' }], waitForLeaders: false }));
    const values = Array.from({ length: 500 }, (_, n) => `Hồ sơ ${String(n)}`);
    await write(client(kafka.brokers), 't', values);
    await kafka.kill();

    kafka = await startKafka(options);
    expect(await read(client(kafka.brokers), 't', values.length)).toEqual(values);
  });

  it('lets a user do what an ACL allows and nothing else', async () => {
    kafka = await startKafka({ ...options, users: USERS });
    const { brokers } = kafka;
    await asAdmin(client(brokers, 'admin'), async (admin) => {
      await admin.createTopics({ topics: [{ topic: 'in.portal' }, { topic: 'other' }], waitForLeaders: false });
      await admin.createAcls({ acl: [allow('writer', Operation.WRITE, Resource.TOPIC, 'in.portal')] });
    });

    await written(client(brokers, 'writer'), 'in.portal', 'một');
    await expect(write(client(brokers, 'writer'), 'other', ['x'])).rejects.toThrow('Not authorized');
    await expect(write(client(brokers, 'reader'), 'in.portal', ['x'])).rejects.toThrow('Not authorized');
    await expect(write(client(brokers, 'writer', 'wrong'), 'in.portal', ['x'])).rejects.toThrow(/authentication/i);
    await expect(write(client(brokers), 'in.portal', ['x'])).rejects.toThrow();
    expect(await read(client(brokers, 'admin'), 'in.portal', 1)).toEqual(['một']);
  });

  it('knows a user added since the last start, and keeps ACLs and messages over a kill -9', async () => {
    const { reader, ...first } = USERS;
    kafka = await startKafka({ ...options, users: first });
    await asAdmin(client(kafka.brokers, 'admin'), async (admin) => {
      await admin.createTopics({ topics: [{ topic: 't' }], waitForLeaders: false });
      await admin.createAcls({
        acl: [allow('reader', Operation.READ, Resource.TOPIC, 't'), allow('reader', Operation.READ, Resource.GROUP, 'reader-1')],
      });
    });
    await write(client(kafka.brokers, 'admin'), 't', ['kept']);
    await expect(write(client(kafka.brokers, 'reader'), 't', ['x'])).rejects.toThrow(/authentication/i);
    await kafka.kill();

    kafka = await startKafka({ ...options, users: { ...first, reader } });
    expect(await read(client(kafka.brokers, 'reader'), 't', 1)).toEqual(['kept']);
  });

  it('refuses a second start beside a running one, a busy port and a full disk', async () => {
    kafka = await startKafka(options);
    await expect(startKafka(options)).rejects.toMatchObject({ code: 'embedded.already-running' });
    const other = { ...options, dir: join(options.dir, 'other') };
    await expect(startKafka(other)).rejects.toMatchObject({ code: 'embedded.port-busy' });
    await expect(startKafka({ ...other, minFreeBytes: Number.MAX_SAFE_INTEGER })).rejects.toMatchObject({ code: 'embedded.disk-full' });
  });

  it('leads a process group of its own, so that Ctrl-C in a terminal does not reach it', async () => {
    kafka = await startKafka(options);
    const stat = await readFile(`/proc/${String(kafka.pid)}/stat`, 'utf8');
    const processGroup = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2];
    expect(processGroup).toBe(String(kafka.pid));
  });

  it('says why the broker ended while it was starting', async () => {
    const broken = startKafka({ ...options, overrides: { 'log.cleaner.threads': 'three' } });
    await expect(broken).rejects.toThrow(EmbeddedError);
    await expect(broken).rejects.toMatchObject({ code: 'embedded.did-not-start' });
  });
});
