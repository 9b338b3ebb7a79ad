import { v7 as newId } from 'uuid';
import { LogStore } from '../log/log-store';
import { readStatus } from '../read/status';
import { type TestLedger, startLedger } from '../testing/ledger.test-kit';
import { ended, routed } from '../testing/lots.test-kit';
import { eraseMessage } from './erase';
import { adoptTopic, listPositions } from './position-acts';
import { purge } from './retention';

let at: TestLedger;
beforeAll(async () => {
  at = await startLedger();
});
afterAll(() => at.stop());

const act = () => ({ id: newId(), who: 'test', reason: 'test' });
const old = new Date('2020-01-01T00:00:00Z');

describe('users of the database', () => {
  it.each([
    ['pool', 'UPDATE leaf SET entry = NULL'],
    ['pool', 'UPDATE checkpoint SET root = NULL'],
    ['pool', 'DELETE FROM leaf'],
    ['pool', 'DELETE FROM act'],
    ['pool', "UPDATE act SET who = ''"],
    ['pool', "UPDATE rules_version SET content = '{}'"],
    ['pool', "INSERT INTO rules_version (version, digest, content, created_by) VALUES (9, '', '{}', '')"],
    ['pool', 'UPDATE active_rules SET version = 2'],
    ['pool', 'DELETE FROM payload'],
    ['pool', 'DELETE FROM payload_legal'],
    ['pool', 'UPDATE message SET code = NULL'],
    ['pool', 'CREATE TABLE hub.more ()'],
    ['clerk', 'UPDATE leaf SET index = NULL'],
    ['clerk', 'DELETE FROM act'],
    ['clerk', "UPDATE act SET target = ''"],
    ['clerk', 'INSERT INTO payload DEFAULT VALUES'],
    ['clerk', 'UPDATE message SET outcome = NULL'],
    ['clerk', 'UPDATE active_rules SET version = 2'],
    ['watch', 'SELECT bytes FROM payload'],
    ['watch', 'SELECT incoming FROM parked'],
    ['watch', 'SELECT payload_salt FROM message'],
    ['watch', 'SELECT subject FROM delivery'],
    ['gateway', "UPDATE message SET code = ''"],
    ['gateway', 'SELECT incoming FROM parked'],
    ['gateway', 'SELECT FROM signing_act'],
    ['gateway', 'INSERT INTO leaf SELECT FROM leaf'],
    ['gateway', 'UPDATE active_rules SET version = 2'],
    ['gateway', "INSERT INTO inbox (party) VALUES ('')"],
    ['gateway', "UPDATE inbox SET body = ''"],
    ['gateway', 'DELETE FROM inbox'],
    ['inbox', 'SELECT body FROM inbox'],
    ['inbox', "UPDATE inbox SET party = ''"],
    ['inbox', 'DELETE FROM inbox'],
    ['inbox', 'SELECT FROM active_rules'],
    ['pool', 'SELECT body FROM inbox'],
    ['watch', 'SELECT FROM inbox'],
    ['pool', 'UPDATE signing_act SET party = party'],
    ['clerk', 'DELETE FROM signing_act'],
  ] as const)('as %s: %s is denied', async (user, text) => {
    await expect(at[user].query(text)).rejects.toMatchObject({ code: '42501' });
  });

  it('have what their work needs: figures for the watch, erasure for the clerk', async () => {
    const message = routed({ subject: 'erased', to: [] });
    await at.ledger.record([message], 1, []);
    expect(await readStatus(at.watch)).toMatchObject({ rulesVersion: 1 });
    expect(await eraseMessage(at.clerk, message.received.message, newId(), act())).toMatchObject({ result: 'erased' });
  });
});

describe('adoptTopic', () => {
  const next = async () => (await listPositions(at.clerk)).map(({ partition, next: offset }) => [partition, offset]);
  const advance = (partition: number, from: bigint, to: bigint) => ({
    topic: 'in.gone',
    partition,
    from,
    to,
    appendedAt: new Date(),
    leaderEpoch: 0,
  });

  it('moves positions that the log no longer holds to its start, all of them when asked, and only then may reading begin there', async () => {
    await at.ledger.record([], 1, [advance(0, 0n, 5n), advance(1, 0n, 5n)]);
    await expect(at.ledger.record([], 1, [advance(2, 7n, 8n)])).rejects.toThrow('another process advanced');
    const ranges = new Map([
      [0, { low: 3n, high: 9n }],
      [1, { low: 6n, high: 9n }],
      [2, { low: 7n, high: 9n }],
    ]);
    const log = { topic: 'in.gone', clusterId: at.context.clusterId, ranges };
    expect(await adoptTopic(at.clerk, log, false, act())).toBe(2);
    expect(await next()).toEqual([
      [0, '5'],
      [1, '6'],
      [2, '7'],
    ]);
    await at.ledger.record([], 1, [advance(0, 5n, 6n), advance(1, 6n, 7n), advance(2, 7n, 8n)]);
    expect(await adoptTopic(at.clerk, log, true, act())).toBe(3);
    expect(await next()).toEqual([
      [0, '3'],
      [1, '6'],
      [2, '7'],
    ]);
  });
});

describe('purge', () => {
  it('removes what is past its time as the core, and nothing else', async () => {
    await at.admin.query(`UPDATE rules_version SET content = '{"documents":{"seenDays":401}}' WHERE version = 1`);
    await at.ledger.record([routed({ subject: 'P' }), ended('refused', 'permanent', 'signature.missing', {})], 1, []);
    const tables = [
      'unverified',
      'payload_unverified',
      'seen',
      'delivery_body',
      'tally',
      'out_lane',
      'repeat',
      'payload_legal',
      'message',
      'leaf',
    ];
    const counts = async () => {
      const each = tables.map(async (table) => [table, (await at.admin.query(`SELECT FROM ${table}`)).rowCount] as const);
      return Object.fromEntries(await Promise.all(each));
    };
    const before = await counts();
    await purge(at.pool, new Date());
    expect(await counts()).toEqual(before);

    const waited = `INSERT INTO unverified (id, connector, code, detail, payload_digest, accepted_at, recorded_at, counted)
      VALUES ('00000000-0000-7000-8000-000000000000', '', 'operator.released', '{}', '', $1, now(), true)`;
    await at.admin.query(waited, [old]);
    await purge(at.pool, new Date());
    expect(await counts()).toEqual({ ...before, unverified: (before['unverified'] ?? 0) + 1 });

    await new LogStore(at.pool, { origin: 'test', holder: 'a', seconds: 60 }, newId).numberPending(10, () => undefined);
    await at.admin.query(`UPDATE unverified SET counted = true`);
    await at.admin.query(`UPDATE delivery SET state = 'delivered', settled_at = now()`);
    await at.admin.query('UPDATE out_lane SET waiting = 0');
    const later = new Date(Date.now() + 401 * 86_400_000);
    await purge(at.pool, later);
    const gone = { unverified: 0, payload_unverified: 0, delivery_body: 0, tally: 0, out_lane: 0, repeat: 0 };
    expect(await counts()).toEqual({ ...before, ...gone });
    await at.admin.query('UPDATE seen SET recorded_at = $1', [old]);
    await purge(at.pool, new Date());
    expect((await counts()).seen).toBe(0);
  });
});
