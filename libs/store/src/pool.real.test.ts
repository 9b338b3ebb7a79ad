import { PositionMoved } from '@lienthong/message';
import { ParkedMoved, RulesChanged, Unstorable } from '@lienthong/pipeline';
import type { PoolClient } from 'pg';
import { blameRows } from './ledger/fault';
import { transact } from './pool';
import { type TestLedger, startLedger } from './testing/ledger.test-kit';

let at: TestLedger;
beforeAll(async () => {
  at = await startLedger();
});
afterAll(() => at.stop());

const failing = (work: (db: PoolClient) => Promise<unknown>): Promise<unknown> =>
  transact(at.pool, work, blameRows).catch((error: unknown) => error);
const raise = (code: string) => (db: PoolClient) => db.query(`DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '${code}'; END $$`);
const payload = "INSERT INTO payload VALUES ('legal', '2001-01-01', gen_random_uuid(), '', '')";

describe('transact', () => {
  it.each<[string, (db: PoolClient) => Promise<unknown>]>([
    ['a value PostgreSQL does not take', (db) => db.query('SELECT $1::text', ['\0'])],
    ['a value over its limits', raise('54000')],
    ['a constraint', (db) => db.query("INSERT INTO message (id) VALUES ('019aaaaa-0000-7000-8000-000000000001')")],
    ['a bug while rows are made', () => Promise.reject(new TypeError('undefined is not a function'))],
    ['a date that nobody can write', (db) => db.query('SELECT $1::text', [{ toPostgres: () => new Date(NaN).toISOString() }])],
  ])('blames the rows for %s', async (_, work) => {
    const error = await failing(work);
    expect(error).toBeInstanceOf(Unstorable);
    expect(error).toHaveProperty('cause', expect.any(Error));
  });

  it.each([
    ['the position moved', new PositionMoved('')],
    ['the rules changed', new RulesChanged('')],
    ['someone else resumed', new ParkedMoved('')],
    ['no answer comes', new Error('Query read timeout')],
  ])('hands on that %s', async (_, moved) => {
    await expect(failing(() => Promise.reject(moved))).resolves.toBe(moved);
  });

  it.each([
    ['a deadlock', '40P01', raise('40P01')],
    ['a full disk', '53100', raise('53100')],
    ['a lock timeout', '55P03', raise('55P03')],
    ['a statement timeout', '57014', raise('57014')],
    ['a damaged index', 'XX002', raise('XX002')],
    ['a missing right', '42501', raise('42501')],
    ['a standby', '25006', raise('25006')],
    ['a month without a partition', '23514', (db: PoolClient) => db.query(payload)],
    [
      'an idle transaction',
      undefined,
      (db: PoolClient) => db.query("SET LOCAL idle_in_transaction_session_timeout = '50ms'").then(() => gone(db)),
    ],
    ['a server that ends the connection', '57P01', (db: PoolClient) => db.query('SELECT pg_terminate_backend(pg_backend_pid())')],
  ])('hands on %s as the driver says it', async (_, code, work) => {
    const error = await failing(work);
    expect(error).not.toBeInstanceOf(Unstorable);
    if (code) expect(error).toHaveProperty('code', code);
    await expect(transact(at.pool, async (db) => (await db.query('SELECT 1 AS n')).rows)).resolves.toEqual([{ n: 1 }]);
  });
});

/** Asks on until the server has closed the connection. */
async function gone(db: PoolClient): Promise<unknown> {
  await new Promise((resolve) => setTimeout(resolve, 300));
  return db.query('SELECT 1');
}

describe('every connection', () => {
  it.each([
    ['statement_timeout', '30s'],
    ['lock_timeout', '10s'],
    ['idle_in_transaction_session_timeout', '10s'],
    ['search_path', 'hub'],
  ])('has %s = %s', async (name, value) => {
    const { rows } = await at.pool.query<{ value: string }>('SELECT current_setting($1) AS value', [name]);
    expect(rows).toEqual([{ value }]);
  });

  it('makes partitions without waiting long for a lock, in its own schema', async () => {
    const text = "SELECT proconfig FROM pg_proc WHERE proname = 'ensure_partitions'";
    const { rows } = await at.pool.query<{ proconfig: string[] }>(text);
    expect(rows).toEqual([{ proconfig: ['search_path=hub, pg_temp', 'lock_timeout=2s'] }]);
  });
});
