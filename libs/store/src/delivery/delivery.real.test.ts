import type { DeliveryResult } from '@lienthong/message';
import type { Released, Settlement } from '@lienthong/pipeline';
import { v7 as newId } from 'uuid';
import { redriveLane, releaseLane } from '../admin/lane-acts';
import { LogStore } from '../log/log-store';
import { PostgresQueue } from '../queue';
import { standingLanes } from '../read/lanes';
import { type TestLedger, startLedger } from '../testing/ledger.test-kit';
import { acceptedAt, answer, sealPending } from '../testing/deliveries.test-kit';
import { routed } from '../testing/lots.test-kit';

let at: TestLedger;
let log: LogStore;
let queue: PostgresQueue;
beforeAll(async () => {
  at = await startLedger();
  log = new LogStore(at.pool, { origin: 'test', holder: 'a', seconds: 60 }, newId);
  queue = new PostgresQueue(at.pool, { leaseSeconds: 30, window: 4 });
});
afterAll(() => at.stop());

const bodies = (released: readonly Released[]): string[] => released.map(({ body }) => Buffer.from(body).toString()).sort();

const sealAll = (): Promise<void> => sealPending(log);

const settleAll = (released: readonly Released[], outcome: DeliveryResult['outcome'], code = ''): Promise<void> =>
  at.ledger.settle(
    released.map((one) => answer(one, outcome, code)),
    [],
  );

/** Sealed and due: one delivery a subject. */
async function recordFor(connector: string, subjects: readonly string[]): Promise<void> {
  await at.ledger.record(
    subjects.map((subject) => routed({ subject, to: [connector] })),
    1,
    [],
  );
  await sealAll();
}

/** At least two; a test that counts on more than came out fails where it reads the missing one. */
type Some = [Released, Released, ...Released[]];

const out = async (): Promise<Some> => (await queue.release(10)) as Some;

const releaseFor = async (connector: string): Promise<Some> =>
  (await queue.release(100)).filter((one) => one.connector === connector) as Some;

const subjectsOf = (some: readonly Released[]): string[] => some.map(({ subject }) => subject);

const names = (prefix: string, n: number): string[] => Array.from({ length: n }, (_, i) => `${prefix}${i}`);

const restEnds = (connector: string): Promise<unknown> =>
  at.pool.query(
    `WITH c AS (UPDATE out_connector SET until = now() WHERE connector = $1)
     UPDATE delivery SET due_at = now() WHERE connector = $1 AND state = 'waiting'`,
    [connector],
  );

const leasesEnd = (connector: string): Promise<unknown> =>
  at.pool.query(`UPDATE delivery SET lease_until = now() - interval '1 s' WHERE connector = $1 AND state = 'released'`, [connector]);

async function standing<T>(columns: string, { deliveryId }: Released): Promise<T> {
  const { rows } = await at.pool.query(`SELECT ${columns} FROM delivery WHERE id = $1`, [deliveryId]);
  return rows[0] as T;
}

const act = { id: newId(), who: 'test', reason: 'test' };

describe('deliveries', () => {
  it('rule: one unconfirmed delivery per out-lane: go out when sealed, the head of each lane only, and the next when the head is settled', async () => {
    await at.ledger.record(
      [routed({ subject: 'A', content: '1' }), routed({ subject: 'A', content: '2' }), routed({ subject: 'B', content: '1' })],
      1,
      [],
    );
    expect(await queue.release(10)).toEqual([]);
    await sealAll();
    const first = await queue.release(10);
    expect(bodies(first)).toEqual(['for one-stop: 1', 'for one-stop: 1']);
    expect(await queue.release(10)).toEqual([]);
    await at.ledger.settle(
      first.map((one) => answer(one, 'delivered')),
      [],
    );
    await at.ledger.settle(
      first.map((one) => answer(one, 'delivered')),
      [],
    );
    const second = await queue.release(10);
    expect(bodies(second)).toEqual(['for one-stop: 2']);
    await at.ledger.settle(
      second.map((one) => answer(one, 'delivered')),
      [],
    );
  });

  it('go out again with the same id when the lease ends; a late answer of the first attempt still counts', async () => {
    await at.ledger.record([routed({ subject: 'C' })], 1, []);
    await sealAll();
    const [first] = await out();
    await at.pool.query("UPDATE delivery SET lease_until = now() - interval '1 s' WHERE id = $1", [first.deliveryId]);
    const [second] = await out();
    expect(second).toMatchObject({ deliveryId: first.deliveryId, attempt: 2 });
    await at.ledger.settle([answer(first, 'refused', 'delivery.refused')], []);
    expect(await standingLanes(at.pool)).toEqual([]);
    await at.ledger.settle([answer(first, 'delivered')], []);
    expect(await queue.release(10)).toEqual([]);
  });

  it('park their lane for an operator, who redrives the same id or releases the lane without it', async () => {
    await at.ledger.record([routed({ subject: 'D', content: '1' }), routed({ subject: 'D', content: '2' })], 1, []);
    await sealAll();
    const [first] = await out();
    await at.ledger.settle([answer(first, 'refused', 'delivery.refused')], []);
    expect(await standingLanes(at.pool)).toMatchObject([{ lane: 'one-stop|D', side: 'out', code: 'delivery.refused', waiting: 2 }]);
    expect(await redriveLane(at.clerk, 'one-stop|D', act)).toBe(1);
    const [again] = await out();
    expect(again.deliveryId).toBe(first.deliveryId);
    await at.ledger.settle([answer(again, 'unknown', 'delivery.unknown')], []);
    expect(await releaseLane(at.clerk, 'one-stop|D', { ...act, id: newId() })).toBe(1);
    expect(bodies(await queue.release(10))).toEqual(['for one-stop: 2']);
    const { rows } = await at.pool.query("SELECT kind FROM leaf WHERE kind = 'failed'");
    expect(rows).toHaveLength(1);
  });

  it("rule: a message's fault parks its lane, a connection's fault rests the connector: rest while the counterpart is away, burn no tries, and come back one, two, four at a time", async () => {
    await recordFor('portal', names('E', 8));
    const [late, ...released] = await out();
    expect(released).toHaveLength(3);
    await settleAll(released, 'again', 'delivery.unavailable');
    expect(await queue.release(10)).toEqual([]);
    await settleAll([late], 'delivered');
    expect(await queue.release(10)).toEqual([]);
    await restEnds('portal');
    for (const width of [1, 2, 4]) {
      const ramp = await queue.release(10);
      expect(ramp).toHaveLength(width);
      await settleAll(ramp, 'delivered');
    }
    expect(await standing('tries', released[0])).toEqual({ tries: 1 });
  });

  it('are not due again at once after a connection fault, and wait longer after another', async () => {
    await recordFor('away', ['K']);
    for (const wait of [2, 3]) {
      const [one] = await out();
      await settleAll([one], 'again', 'delivery.unavailable');
      expect(await standing('tries, round(extract(epoch FROM due_at - now()))::int AS wait', one)).toEqual({ tries: 0, wait });
      await restEnds('away');
    }
  });

  it('rest with a connector that gives no answer five times in a row, and then burn no tries; one answer ends the row', async () => {
    await recordFor('silent', names('L', 4));
    const first = await queue.release(10);
    await settleAll(first.slice(0, 3), 'again', 'delivery.unknown');
    await settleAll(first.slice(3), 'again', 'delivery.failed');
    await restEnds('silent');
    const second = await queue.release(10);
    expect(second).toHaveLength(4);
    await settleAll(second, 'again', 'delivery.unknown');
    await restEnds('silent');
    const third = await out();
    expect(third).toHaveLength(4);
    await settleAll(third, 'again', 'delivery.unknown');
    expect(await standing('state, tries', third[0])).toEqual({ state: 'waiting', tries: 2 });
    await restEnds('silent');
    expect(await queue.release(10)).toHaveLength(1);
  });

  it('wait by the configured back-off after a failure of their own, and hold up no other lane of their connector', async () => {
    await at.ledger.record([routed({ subject: 'H1', to: ['broken'] }), routed({ subject: 'H2', to: ['broken'] })], 1, []);
    await sealAll();
    const [bad, good] = await out();
    await at.ledger.settle([answer(bad, 'again', 'delivery.failed'), answer(good, 'delivered')], []);
    const row = `SELECT state, tries, round(extract(epoch FROM due_at - now()))::int AS wait FROM delivery WHERE id = '${bad.deliveryId}'`;
    expect((await at.pool.query(row)).rows).toEqual([{ state: 'waiting', tries: 1, wait: at.context.backoff.first / 1_000 }]);
    const { rows } = await at.pool.query("SELECT strikes, width FROM out_connector WHERE connector = 'broken'");
    expect(rows).toEqual([{ strikes: 0, width: 10_000 }]);
  });

  it('hold at most a window a connector, also of two cores at once and when leases end', async () => {
    await recordFor('slow', names('F', 9));
    const other = new PostgresQueue(at.pool, { leaseSeconds: 30, window: 4 });
    const both = (await Promise.all([queue.release(100), other.release(100)])).flat();
    expect(both).toHaveLength(4);
    expect(await queue.release(100)).toEqual([]);
    await leasesEnd('slow');
    const again = await queue.release(100);
    expect(again.map(({ deliveryId }) => deliveryId).sort()).toEqual(both.map(({ deliveryId }) => deliveryId).sort());
    await leasesEnd('slow');
    await at.pool.query("UPDATE out_connector SET until = now() + interval '1 hour' WHERE connector = 'slow'");
    expect(await queue.release(100)).toEqual([]);
  });

  it('that have just come in go out beside those that waited for hours, the longest first', async () => {
    await recordFor('returned', names('S', 12));
    await at.pool.query(`UPDATE delivery SET due_at = now() - interval '1 hour' WHERE connector = 'returned'`);
    await recordFor('returned', ['fresh']);
    const subjects = (await releaseFor('returned')).map(({ subject }) => subject);
    expect(subjects).toHaveLength(4);
    expect(subjects).toContain('fresh');
  });

  it('are fewer for a counterpart that asks for less, go on at once with the same ones, and rest when it takes nothing any more', async () => {
    await recordFor('busy', names('T', 12));
    const state = async (): Promise<unknown> =>
      (await at.pool.query(`SELECT width, strikes, until > now() AS rests FROM out_connector WHERE connector = 'busy'`)).rows[0];
    const asked = (one: Released): Settlement => ({ ...answer(one, 'again', 'delivery.unavailable'), detail: { status: '503' } });
    const [taken, ...others] = await releaseFor('busy');
    await at.ledger.settle([answer(taken, 'delivered'), ...others.map(asked)], []);
    expect(await state()).toEqual({ width: 2, strikes: 0, rests: false });
    for (const [width, strikes, rests] of [
      [1, 0, false],
      [1, 1, false],
      [1, 2, false],
      [1, 3, false],
      [1, 4, true],
    ]) {
      const again = await releaseFor('busy');
      expect(subjectsOf(others)).toEqual(expect.arrayContaining(subjectsOf(again)));
      await at.ledger.settle(again.map(asked), []);
      expect(await state()).toEqual({ width, strikes, rests });
    }
    const { rows } = await at.pool.query(`SELECT max(tries) AS tries FROM delivery WHERE connector = 'busy' AND state = 'waiting'`);
    expect(rows).toEqual([{ tries: 0 }]);
  });

  it('of one connector starve no other', async () => {
    await recordFor('flood', names('M', 9));
    await recordFor('calm', ['N']);
    const released = await queue.release(2);
    expect(released.map(({ connector }) => connector).sort()).toEqual(['calm', 'flood']);
  });

  it.each([
    ['delivered, whichever attempt says it', ['delivered', 'refused'], 'delivered'],
    ['the newest attempt otherwise', ['again', 'refused'], 'parked'],
  ] as const)('take of several results in a batch %s', async (_, [early, recent], state) => {
    const zone = `batch-${state}`;
    await recordFor(zone, ['P']);
    const [first] = await releaseFor(zone);
    await leasesEnd(zone);
    const [second] = await releaseFor(zone);
    await at.ledger.settle([answer(second, recent, 'delivery.refused'), answer(first, early, 'delivery.failed')], []);
    expect(await standing('state', second)).toEqual({ state });
  });

  it('hear only their own zone, and take the time of acceptance from Kafka', async () => {
    await recordFor('own', ['Q']);
    const [one] = await releaseFor('own');
    await at.ledger.settle([{ ...answer(one, 'delivered'), zone: 'another' }], []);
    expect(await standing('state', one)).toEqual({ state: 'released' });
    await settleAll([one], 'delivered');
    const { rows } = await at.pool.query<{ text: Buffer }>('SELECT text FROM leaf WHERE id = $1', [one.deliveryId]);
    expect(String(rows[0]?.text)).toContain(`accepted: ${acceptedAt.toISOString()}\n`);
  });

  it('keep the number of the attempt through a redrive: an answer of the old one stays old', async () => {
    await recordFor('redriven', ['R']);
    const [first] = await releaseFor('redriven');
    await settleAll([first], 'refused', 'delivery.refused');
    await redriveLane(at.clerk, 'redriven|R', { ...act, id: newId() });
    const [second] = await releaseFor('redriven');
    expect(second.attempt).toBe(2);
    await settleAll([first], 'refused', 'delivery.refused');
    expect(await standing('state, tries', second)).toEqual({ state: 'released', tries: 0 });
  });

  it('that were given up and arrive all the same get one more leaf', async () => {
    await recordFor('given-up', ['T']);
    const [one] = await releaseFor('given-up');
    await settleAll([one], 'unknown', 'delivery.unknown');
    await releaseLane(at.clerk, 'given-up|T', { ...act, id: newId() });
    await settleAll([one], 'refused', 'delivery.refused');
    expect(await standing('state', one)).toEqual({ state: 'dead' });
    await settleAll([one], 'delivered');
    await settleAll([one], 'delivered');
    expect(await standing('state', one)).toEqual({ state: 'delivered' });
    const { rows } = await at.pool.query('SELECT kind FROM leaf WHERE message = $1 ORDER BY kind', [one.messageId]);
    expect(rows).toEqual([{ kind: 'delivered' }, { kind: 'failed' }, { kind: 'recorded' }]);
  });
});
