import { type Released, book } from '@lienthong/pipeline';
import { v7 as newId } from 'uuid';
import { eraseMessage } from '../admin/erase';
import { releaseLane } from '../admin/lane-acts';
import { LogStore } from '../log/log-store';
import { PostgresQueue } from '../queue';
import { answer, sealPending } from '../testing/deliveries.test-kit';
import { type TestLedger, startLedger } from '../testing/ledger.test-kit';
import { advance, routed } from '../testing/lots.test-kit';

let at: TestLedger;
let log: LogStore;
let queue: PostgresQueue;
beforeAll(async () => {
  at = await startLedger();
  log = new LogStore(at.pool, { origin: 'test', holder: 'a', seconds: 60 }, newId);
  queue = new PostgresQueue(at.pool, { leaseSeconds: 30, window: 10 });
});
afterAll(() => at.stop());

async function releasedFor(connector: string, n: number): Promise<Released[]> {
  const lot = Array.from({ length: n }, (_, i) => routed({ subject: `${connector}-${i}`, to: [connector] }));
  await at.ledger.record(lot, 1, []);
  await sealPending(log);
  return [...(await queue.release(100))];
}

async function leasesEnd(connector: string): Promise<Released[]> {
  await at.pool.query(`UPDATE delivery SET lease_until = now() - interval '1 s' WHERE connector = $1 AND state = 'released'`, [connector]);
  return [...(await queue.release(100))];
}

const row = async (text: string, ...values: unknown[]): Promise<unknown> => (await at.admin.query<object>(text, values)).rows[0];

const restOf = (connector: string): Promise<unknown> =>
  row('SELECT strikes, unknowns, until > now() AS rests FROM out_connector WHERE connector = $1', connector);

describe('answers that come after the lease', () => {
  it('are signs of their connector all the same, and change nothing of the attempt that is out', async () => {
    const first = await releasedFor('late', 5);
    const second = await leasesEnd('late');
    expect(second.map(({ attempt }) => attempt)).toEqual([2, 2, 2, 2, 2]);
    await at.ledger.settle(
      first.map((one) => answer(one, 'again', 'delivery.unknown')),
      [],
    );
    expect(await restOf('late')).toEqual({ strikes: 1, unknowns: 5, rests: true });
    expect(await row("SELECT DISTINCT state, attempt, tries FROM delivery WHERE connector = 'late'")).toEqual({
      state: 'released',
      attempt: 2,
      tries: 0,
    });
  });

  it('say nothing new when they went out before the last rest, or when the attempt after them was none of theirs', async () => {
    const first = await releasedFor('rested', 5);
    await at.admin.query("UPDATE out_connector SET until = clock_timestamp() WHERE connector = 'rested'");
    await leasesEnd('rested');
    await at.ledger.settle(
      first.map((one) => answer(one, 'again', 'delivery.unavailable')),
      [],
    );
    expect(await restOf('rested')).toMatchObject({ strikes: 0, rests: false });

    const [heard] = (await releasedFor('heard', 1)) as [Released];
    await at.ledger.settle([answer(heard, 'again', 'delivery.failed')], []);
    await at.admin.query("UPDATE delivery SET due_at = now() WHERE connector = 'heard'");
    expect(await queue.release(100)).toHaveLength(1);
    await at.ledger.settle([answer(heard, 'again', 'delivery.unavailable')], []);
    expect(await restOf('heard')).toMatchObject({ strikes: 0, rests: false });
  });
});

it('what another zone says of a delivery does not stand in the way of what its own says', async () => {
  const [one] = (await releasedFor('own', 1)) as [Released];
  await at.ledger.settle([{ ...answer(one, 'delivered'), zone: 'another' }, answer(one, 'refused', 'delivery.refused')], []);
  expect(await row('SELECT state FROM delivery WHERE id = $1', one.deliveryId)).toEqual({ state: 'parked' });
});

it('two results that PostgreSQL refuses together are booked one by one', async () => {
  const [one] = (await releasedFor('twice', 1)) as [Released];
  const twice = [answer(one, 'delivered'), { ...answer(one, 'delivered'), deliveryId: one.deliveryId.toUpperCase() }];
  await expect(at.ledger.settle(twice, [])).rejects.toThrow('cannot be stored');
  const messages = twice.map((result, i) => ({
    position: { topic: 'results.twice', partition: 0, offset: BigInt(i) },
    acceptedAt: new Date(),
    result,
  }));
  const settle = (...batch: Parameters<typeof at.ledger.settle>): Promise<void> => at.ledger.settle(...batch);
  await book({ messages, advances: [advance(0n, 2n, 'results.twice')] }, { settle }, () => undefined);
  expect(await row('SELECT state FROM delivery WHERE id = $1', one.deliveryId)).toEqual({ state: 'delivered' });
  expect(await row("SELECT next FROM position WHERE topic = 'results.twice'")).toEqual({ next: '2' });
});

it('what a counterpart says of a message that was erased is not kept', async () => {
  const [one] = (await releasedFor('erased', 1)) as [Released];
  await at.ledger.settle([answer(one, 'unknown', 'delivery.unknown')], []);
  const act = { id: newId(), who: 'test', reason: 'test' };
  await releaseLane(at.clerk, `erased|${one.subject}`, act);
  expect(await eraseMessage(at.clerk, one.messageId, newId(), { ...act, id: newId() })).toMatchObject({ result: 'erased' });
  await at.ledger.settle([{ ...answer(one, 'delivered'), proof: '200 BN-0001', detail: { status: '200' } }], []);
  expect(await row('SELECT state, proof, proof_digest, detail FROM delivery WHERE id = $1', one.deliveryId)).toEqual({
    ...{ state: 'delivered', proof: '', proof_digest: null, detail: {} },
  });
});
