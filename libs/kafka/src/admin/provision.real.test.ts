import { setTimeout as sleep } from 'node:timers/promises';
import { type AclEntry, AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } from 'kafkajs';
import { accessOfCore, accessOfZone } from '../access';
import type { KafkaAuth } from '../client';
import { createConsumer } from '../consumer/consumer';
import { createProducer } from '../producer/producer';
import { type TestBroker, startBroker } from '../testing/broker.test-kit';
import { Ledger, Reports } from '../testing/ledger.test-kit';
import { topicName, topicsFor } from '../topics';
import { applyAcls, planAcls } from './acls';
import { durabilityOf } from './durability';
import { withAdmin } from './session';
import { applyTopics, planTopics } from './topics';

const users = { admin: 'admin-secret', core: 'core-secret', portal: 'portal-secret' };
const as = (username: keyof typeof users, password = users[username]): KafkaAuth => ({
  mechanism: 'plain',
  username,
  password,
  tls: false,
});
const wanted = topicsFor(['portal', 'one-stop'], { partitions: 2, replication: 1 });
const value = Buffer.from('x');

async function eventually(expectation: () => Promise<void>): Promise<void> {
  for (let tries = 0; tries < 50; tries++) {
    const isMet = await expectation().then(
      () => true,
      () => false,
    );
    if (isMet) return;
    await sleep(100);
  }
  await expectation();
}

let broker: TestBroker;
beforeAll(async () => {
  broker = await startBroker({ users });
});
afterAll(() => broker.end());

describe('topics', () => {
  it('are created once, then nothing is left to do', async () => {
    const admin = broker.client(as('admin'));
    const plan = await planTopics(admin, wanted);
    expect(plan.map((step) => step.do)).toEqual(wanted.map(() => 'create'));
    await applyTopics(admin, plan);
    await applyTopics(admin, plan);
    expect(await planTopics(admin, wanted)).toEqual([]);
  });

  it('get a changed setting back without losing an override that an operator made', async () => {
    const admin = broker.client(as('admin'));
    const name = topicName.in('portal');
    const own = { name, changes: [], full: { 'flush.messages': '100', 'max.message.bytes': '2000000' } };
    await applyTopics(admin, [{ do: 'configure', ...own }]);
    await eventually(async () => expect(await durabilityOf(admin, name)).toBe('memory')); // a broker hears of it a moment later
    const plan = await planTopics(admin, wanted);
    const lost = { from: undefined };
    expect(plan).toMatchObject([
      {
        do: 'configure',
        name,
        changes: [
          { name: 'message.timestamp.type', ...lost },
          { name: 'retention.ms', ...lost },
          { name: 'flush.messages', from: '100', to: '1' },
        ],
      },
    ]);
    await applyTopics(admin, plan);
    await eventually(async () => expect(await planTopics(admin, wanted)).toEqual([]));
    expect(await durabilityOf(admin, name)).toBe('fsync');
    const kept = (await planTopics(admin, [{ name, partitions: 2, replication: 1, configs: { 'max.message.bytes': '1' } }]))[0];
    expect(kept).toMatchObject({ changes: [{ from: '2000000' }] });
  });

  it('with other partitions are a conflict that is never applied', async () => {
    const admin = broker.client(as('admin'));
    const plan = await planTopics(admin, topicsFor(['portal'], { partitions: 5, replication: 1 }));
    expect(plan.map((step) => step.do)).toEqual(['conflict', 'conflict', 'conflict']);
    await expect(applyTopics(admin, plan)).rejects.toMatchObject({ code: 'kafka.topic-conflict' });
  });
});

describe('rights', () => {
  const rights = [...accessOfCore('User:core', ['portal', 'one-stop']), ...accessOfZone('User:portal', 'portal')];

  it('are granted, revoked and then nothing is left to do', async () => {
    const admin = broker.client(as('admin'));
    const stray = { principal: 'User:portal', resource: 'topic', pattern: 'prefixed', name: 'in.', operation: 'write' } as const;
    await applyAcls(admin, { grant: [stray], revoke: [] });
    const plan = await planAcls(admin, rights);
    expect(plan).toEqual({ grant: rights, revoke: [stray] });
    await applyAcls(admin, plan);
    expect(await planAcls(admin, rights)).toEqual({ grant: [], revoke: [] });
  });

  it('that somebody else granted go too, when they could read, write or join', async () => {
    const admin = broker.client(as('admin'));
    const everything: AclEntry = {
      ...{ principal: 'User:portal', host: '*', permissionType: AclPermissionTypes.ALLOW, operation: AclOperationTypes.ALL },
      ...{ resourceType: AclResourceTypes.TOPIC, resourcePatternType: ResourcePatternTypes.LITERAL, resourceName: '*' },
    };
    await withAdmin(admin, {}, (kafkajs) => kafkajs.createAcls({ acl: [everything] }));
    const plan = await planAcls(admin, rights);
    const stray = { principal: 'User:portal', resource: 'topic', pattern: 'literal', name: '*', operation: 'all' };
    expect(plan).toEqual({ grant: [], revoke: [stray] });
    await applyAcls(admin, plan);
    expect(await planAcls(admin, rights)).toEqual({ grant: [], revoke: [] });
  });

  it('let a zone write its own topics and nothing else', async () => {
    const portal = createProducer(broker.client(as('portal')));
    expect(await portal.send(topicName.in('portal'), [{ key: 'k', value }])).toMatchObject([{ offset: 0n }]);
    await expect(portal.send(topicName.in('one-stop'), [{ key: 'k', value }])).rejects.toMatchObject({
      code: 'kafka.not-authorized',
      facts: { topic: 'in.one-stop' },
    });
    await portal.close();
  });

  it.each([
    ["another zone's topic", 'connector-portal.out', topicName.out('one-stop'), { topic: 'out.one-stop' }],
    ["another's group", 'core.in', topicName.out('portal'), { group: 'core.in' }],
  ])('refuse %s at the start of a consumer', async (_, groupId, topic, facts) => {
    const running = createConsumer(broker.client(as('portal'))).run({
      ...{ groupId, topics: [topic], positions: new Ledger(), reports: new Reports() },
      limits: { records: 1, bytes: 1, waitMs: 1 },
      handle: () => Promise.resolve(),
    });
    await expect(running).rejects.toMatchObject({ code: 'kafka.not-authorized', facts });
  });

  it('let the core read what the zone wrote and see its durability', async () => {
    const core = broker.client(as('core'));
    const ledger = new Ledger();
    const topics = [topicName.in('portal'), topicName.in('one-stop')];
    const limits = { records: 1, bytes: 1, waitMs: 1 };
    let taken = (): void => undefined;
    const done = new Promise<void>((resolve) => (taken = resolve));
    const running = await createConsumer(core).run({
      ...{ groupId: 'core.in', topics, positions: ledger, limits, reports: new Reports() },
      handle: (batch) => ledger.record(batch).then(taken),
    });
    await done;
    await running.stop();
    expect(ledger.values).toEqual(['x']);
    expect(await durabilityOf(core, topicName.in('portal'))).toBe('fsync');
  });
});

it('a wrong password, a missing topic, a record too large and a broker that is away have codes of their own', async () => {
  const admin = broker.client(as('admin'));
  await expect(planTopics(broker.client(as('core', 'wrong')), wanted)).rejects.toMatchObject({ code: 'kafka.not-authenticated' });
  await expect(durabilityOf(admin, 'in.nowhere')).rejects.toMatchObject({ code: 'kafka.no-topic' });
  const producer = createProducer(admin, { deadlineMs: 3_000 });
  await expect(producer.send('in.nowhere', [{ key: 'k', value }])).rejects.toMatchObject({
    code: 'kafka.no-topic',
    facts: { topic: 'in.nowhere' },
  });
  await expect(producer.send('in.portal', [{ key: 'k', value: Buffer.alloc(1_000_000) }])).rejects.toMatchObject({
    code: 'kafka.too-large',
  });
  await producer.send('in.portal', [{ key: 'k', value }]);
  await broker.kill();
  await expect(producer.send('in.portal', [{ key: 'k', value }])).rejects.toMatchObject({
    code: 'kafka.unavailable',
    facts: { deadlineMs: 3_000 },
  });
  await broker.restart();
  await producer.send('in.portal', [{ key: 'k', value }]);
  await producer.close();
  await expect(producer.send('in.portal', [{ key: 'k', value }])).rejects.toMatchObject({ code: 'kafka.closed' });
});

it('without an authorizer there are no rights to plan', async () => {
  const open = await startBroker();
  await expect(planAcls(open.client(), accessOfZone('User:portal', 'portal'))).rejects.toMatchObject({ code: 'kafka.no-authorizer' });
  await expect(withAdmin(open.client(), { doing: 'a test' }, () => Promise.reject(new Error('boom')))).rejects.toMatchObject({
    code: 'kafka.failed',
    facts: { doing: 'a test', reason: 'boom' },
  });
  await open.end();
});
