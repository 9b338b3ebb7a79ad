import { v7 as newId } from 'uuid';
import { type TestLedger, startLedger } from '../testing/ledger.test-kit';
import { createDataSource } from './data-source';
import { applyRules } from './rules-store';

let at: TestLedger;
beforeAll(async () => {
  at = await startLedger();
});
afterAll(() => at.stop());

describe('applyRules', () => {
  it('says who made a version active, once', async () => {
    const source = await createDataSource({ url: at.admin.options.connectionString ?? '' }, 'test').initialize();
    const apply = () => applyRules(source, { a: 1 }, Buffer.from('a'), { id: newId(), who: 'an.nguyen', reason: 'hub config apply' });
    await expect(apply()).resolves.toEqual({ version: 3, changed: true });
    await expect(apply()).resolves.toEqual({ version: 3, changed: false });
    await source.destroy();
    expect((await at.admin.query('SELECT created_by FROM rules_version WHERE version = 3')).rows).toEqual([{ created_by: 'an.nguyen' }]);
    expect((await at.admin.query('SELECT who, what, target, reason FROM act')).rows).toEqual([
      { who: 'an.nguyen', what: 'rules.activate', target: 'rules version 3', reason: 'hub config apply' },
    ]);
  });
});
