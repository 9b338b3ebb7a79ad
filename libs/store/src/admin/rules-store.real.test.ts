import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { v7 as newId } from 'uuid';
import { noteReport, publishOrders } from '../connectors/orders';
import { pauseConnector } from '../connectors/pause';
import { readConnectors, readVersions } from '../connectors/read';
import type { KeptConnector } from '../connectors/versions';
import { type TestLedger, startLedger } from '../testing/ledger.test-kit';
import { createDataSource } from './data-source';
import { applyConfiguration, applyConnector } from './rules-store';

let at: TestLedger;
let source: DataSource;
beforeAll(async () => {
  at = await startLedger();
  source = await createDataSource({ url: at.admin.options.connectionString ?? '' }, 'test').initialize();
});
afterAll(async () => {
  await source.destroy();
  await at.stop();
});

const act = (reason: string) => ({ id: newId(), who: 'an.nguyen', reason });
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
const connector = (name: string, text: string): KeptConnector => ({ name, zone: 'z', text, digest: digest(text) });
const rules = (content: object) => ({ content, digest: digest(JSON.stringify(content)) });

describe('what an administrator makes active', () => {
  it('says who made a version active, once', async () => {
    const apply = () => applyConfiguration(source, { ...rules({ a: 1 }), connectors: [] }, act('hub config apply'));
    await expect(apply()).resolves.toEqual({ version: 3, changed: true });
    await expect(apply()).resolves.toEqual({ version: 3, changed: false });
    expect((await at.admin.query('SELECT created_by FROM rules_version WHERE version = 3')).rows).toEqual([{ created_by: 'an.nguyen' }]);
    expect((await at.admin.query('SELECT who, what, target, reason FROM act')).rows).toEqual([
      { who: 'an.nguyen', what: 'rules.activate', target: 'rules version 3', reason: 'hub config apply' },
    ]);
  });

  it('keeps every version of a connector with who, when and why, and changes nothing of the others', async () => {
    await applyConfiguration(
      source,
      { ...rules({ b: 1 }), connectors: [connector('one', 'a: 1'), connector('two', 'a: 1')] },
      act('first'),
    );
    const to = (text: string, reason: string) => applyConnector(source, connector('one', text), () => rules({ b: text }), act(reason));
    expect([await to('a: 2', 'second'), await to('a: 2', 'nothing'), await to('a: 1', 'back')]).toEqual([
      { version: 2, changed: true },
      { version: 2, changed: false },
      { version: 3, changed: true },
    ]);
    expect(await readVersions(at.clerk, 'one')).toMatchObject([
      { version: 3, text: 'a: 1', who: 'an.nguyen', reason: 'back', isCurrent: true, since: expect.any(Date) as Date },
      { version: 2, text: 'a: 2', reason: 'second', isCurrent: false },
      { version: 1, text: 'a: 1', reason: 'first', isCurrent: false },
    ]);
    expect(await readConnectors(at.clerk)).toMatchObject([
      { connector: 'one', version: 3, state: '' },
      { connector: 'two', version: 1 },
    ]);
  });

  it('tells each zone every order until it is told, never a newer one after an older one, and hears what became of it', async () => {
    const told: string[] = [];
    const publish = (except?: string, all = false) =>
      publishOrders(at.pool, all, (orders) => {
        told.push(...orders.map((o) => `${o.zone} ${o.connector} ${o.version} ${o.paused ? 'paused' : o.removed ? 'removed' : 'on'}`));
        return Promise.resolve(orders.map(({ connector: name }) => name).filter((name) => name !== except));
      });
    await publish('two');
    await publish();
    await publish();
    expect(told.splice(0)).toEqual(['z one 3 on', 'z two 1 on', 'z two 1 on']);

    expect(await pauseConnector(at.clerk, 'two', true, act('away'))).toEqual({ changed: true });
    expect(await pauseConnector(at.clerk, 'two', true, act('away'))).toEqual({ changed: false });
    expect(await pauseConnector(at.clerk, 'nobody', true, act('away'))).toBeUndefined();
    await Promise.all([publish(), publish()]);
    expect(told.splice(0)).toEqual(['z two 1 paused']);
    const report = { connector: 'two', revision: 2, state: 'paused', problem: '' } as const;
    await noteReport(at.pool, 'other', report);
    await noteReport(at.pool, 'z', { ...report, revision: 1 });
    expect((await readConnectors(at.clerk))[1]).toMatchObject({ isDone: false, paused: true });
    await noteReport(at.pool, 'z', report);
    expect((await readConnectors(at.clerk))[1]).toMatchObject({ isDone: true, state: 'paused' });

    await applyConfiguration(source, { ...rules({ c: 1 }), connectors: [connector('one', 'a: 1')] }, act('two is gone'));
    await publish();
    expect(told.splice(0)).toEqual(['z two 1 removed']);
    expect(await readConnectors(at.clerk)).toHaveLength(1);
    await publish(undefined, true);
    expect(told).toEqual(['z one 3 on', 'z two 1 removed']);
  });
});
