import { v7 as newId } from 'uuid';
import { LogStore } from '../log/log-store';
import { PostgresQueue } from '../queue';
import { sealPending } from '../testing/deliveries.test-kit';
import { type TestLedger, startLedger } from '../testing/ledger.test-kit';
import { routed } from '../testing/lots.test-kit';
import { connectorsText, leaseText } from './release';

let at: TestLedger;
let log: LogStore;
beforeAll(async () => {
  at = await startLedger();
  log = new LogStore(at.pool, { origin: 'test', holder: 'a', seconds: 60 }, newId);
});
afterAll(() => at.stop());

async function blocksOf(text: string, values: unknown[]): Promise<number> {
  type Plan = { 'QUERY PLAN': [{ Plan: { 'Shared Hit Blocks': number; 'Shared Read Blocks': number } }] };
  const { rows } = await at.admin.query<Plan>(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`, values);
  const { Plan } = rows[0]?.['QUERY PLAN'][0] ?? {};
  return (Plan?.['Shared Hit Blocks'] ?? Infinity) + (Plan?.['Shared Read Blocks'] ?? Infinity);
}

describe('while 100,000 deliveries wait for a seal', () => {
  const queue = (): PostgresQueue => new PostgresQueue(at.pool, { leaseSeconds: 30, window: 1_000 });

  beforeAll(async () => {
    await at.ledger.record([routed({ subject: 'unsealed' })], 1, []);
    // as many as step 7 writes, each in a lane of its own
    await at.admin.query(`
      INSERT INTO delivery (id, message, connector, zone, lane, subject, seq, head, state, due_at, rules_version, content_type, attributes, body_digest)
      SELECT gen_random_uuid(), gen_random_uuid(), connector, zone, lane || n, subject, seq, head, state, due_at, rules_version, content_type,
        attributes, body_digest FROM delivery, generate_series(1, 100000) n`);
    await at.admin.query('ANALYZE delivery');
  });

  it('a turn that can give nothing reads next to nothing', async () => {
    expect(await queue().release(1_000)).toEqual([]);
    expect(await blocksOf(connectorsText, [])).toBeLessThan(100);
    expect(await blocksOf(leaseText, [1_000, 30, ['one-stop'], [1_000]])).toBeLessThan(100);
  });

  it('what is sealed goes out, and nothing else', async () => {
    await sealPending(log);
    expect((await queue().release(1_000)).map(({ subject }) => subject)).toEqual(['unsealed']);
  });
});
