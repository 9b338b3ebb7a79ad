import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Connector } from '@lienthong/adapter-kit';
import { type RunningPostgres, freePorts, startPostgres } from '@lienthong/embedded';
import type { ConsumedRecord, OutgoingKafkaRecord } from '@lienthong/kafka';
import { Failure, encodeOutgoing } from '@lienthong/message';
import { PostgresLedger, PostgresQueue, createDataSource, createPool, ensureSchema } from '@lienthong/store';
import { Client, type Pool } from 'pg';
import { v7 as newId } from 'uuid';
import { readResult } from '../core/read-result';
import { Turns } from '../turns';
import { Zone } from './zone';

let dir: string;
let postgres: RunningPostgres;
let pool: Pool;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'hung-'));
  const [port = 0] = await freePorts(1);
  postgres = await startPostgres({ dir, port, password: 'only here' });
  const admin = new Client({ connectionString: postgres.url });
  await admin.connect();
  await ensureSchema(admin);
  await admin.end();
  const source = await createDataSource(postgres, 'test').initialize();
  await source.runMigrations({ transaction: 'each' });
  await source.destroy();
  pool = createPool({ at: postgres, max: 4, name: 'test', onError: () => undefined });
});
afterAll(async () => {
  await pool.end();
  await postgres.stop();
  await rm(dir, { recursive: true, force: true });
});

/** As steps 7 and 8 leave them: sealed, due, each at the head of its lane. */
async function dueDeliveries(connector: string, n: number): Promise<void> {
  await pool.query('INSERT INTO out_connector (connector) VALUES ($1)', [connector]);
  await pool.query(
    `WITH m AS (
       INSERT INTO message (id, connector, sender, type, sent_at, outcome, code, detail, verdict, rules_version, accepted_at, recorded_at)
       SELECT gen_random_uuid(), 'portal', 'portal', 'test', now(), 'recorded', '', '{}', '', 1, now(), now() FROM generate_series(1, $2)
       RETURNING id),
     d AS (
       INSERT INTO delivery (id, message, connector, zone, lane, subject, seq, head, state, due_at, rules_version, content_type, attributes, body_digest)
       SELECT gen_random_uuid(), id, $1, 'z', $1 || '|' || id, id::text, 1, true, 'waiting', now(), 1, 'text/plain', '{}', '' FROM m RETURNING id)
     INSERT INTO delivery_body SELECT id, 'x' FROM d`,
    [connector, n],
  );
}

/** Never answers; ends with its signal. */
function hungSink(): { connector: Connector; calls: () => number } {
  let calls = 0;
  const deliver = (_: unknown, stop: AbortSignal): Promise<never> =>
    new Promise((_resolve, reject) => {
      calls++;
      stop.addEventListener('abort', () => reject(new Failure('ambiguous', 'delivery.unknown')));
    });
  const connector = { sink: { repeat: 'safe' as const, deliver }, check: () => Promise.resolve([]), close: () => Promise.resolve() };
  return { connector, calls: () => calls };
}

/** The core's sending and settling around a zone, without Kafka between them, for `ms`. */
async function play(name: string, connector: Connector, settleEveryMs: number, ms: number): Promise<void> {
  const backoff = { first: 1_000, max: 5_000 };
  const context = { clusterId: 'c', worker: 'w', attempts: 20, backoff, random: () => Buffer.alloc(64), newId, alarm: () => undefined };
  const [ledger, queue] = [new PostgresLedger(pool, context), new PostgresQueue(pool, { leaseSeconds: 1, window: 10 })];
  const results: ConsumedRecord[] = [];
  const send = (topic: string, records: readonly OutgoingKafkaRecord[]): Promise<[]> => {
    results.push(...records.map(({ key, value }) => ({ topic, partition: 0, offset: 0n, timestamp: new Date(), key, value })));
    return Promise.resolve([]);
  };
  const stop = new AbortController();
  const log = { warn: () => undefined };
  const zone = new Zone({
    zone: 'z',
    stations: new Map([[name, { connector, turns: new Turns({ concurrency: 64 }), paused: false }]]),
    producer: { send },
    now: () => new Date(),
    elapsedMs: () => performance.now(),
    stop: stop.signal,
    log,
  });
  const [until, attempts]: [number, Promise<void>[]] = [Date.now() + ms, []];
  const sending = async (): Promise<void> => {
    while (Date.now() < until) {
      for (const one of await queue.release(1_000)) attempts.push(zone.handle(encodeOutgoing(one), () => Promise.resolve()));
      await sleep(20);
    }
  };
  const settling = async (): Promise<void> => {
    while (Date.now() < until) {
      const settlements = results.splice(0).flatMap((one) => readResult(one) ?? []);
      await ledger.settle(settlements, []);
      await sleep(settleEveryMs);
    }
  };
  await Promise.all([sending(), settling()]);
  stop.abort();
  await Promise.all(attempts);
}

it.each([
  ['settled in time', 20, 10],
  ['settled after the lease', 1_300, 16],
])('a counterpart that never answers rests its connector, its results %s', async (_, settleEveryMs, most) => {
  const name = `hung-${settleEveryMs}`;
  await dueDeliveries(name, 6);
  const { connector, calls } = hungSink();
  await play(name, connector, settleEveryMs, 5_000);
  const { rows } = await pool.query<{ strikes: number; width: number }>('SELECT strikes, width FROM out_connector WHERE connector = $1', [
    name,
  ]);
  expect(rows[0]?.strikes).toBeGreaterThan(0);
  expect(rows[0]?.width).toBe(1);
  expect(calls()).toBeLessThanOrEqual(most);
  await pool.query("UPDATE delivery SET state = 'dead' WHERE connector = $1", [name]);
});
