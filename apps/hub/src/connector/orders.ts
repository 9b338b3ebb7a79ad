import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ConsumedRecord, type ConsumerReports, type KafkaClient, createConsumer, readRange, topicName } from '@lienthong/kafka';
import { type ConnectorOrder, decodeOrder } from '@lienthong/message';

/** A zone that Kafka does not tell its orders in this time begins by its files. */
const patienceMs = 10_000;

export interface Orders {
  /** The newest of each connector at the time of the start. */
  readonly newest: ReadonlyMap<string, ConnectorOrder>;
  /** From now on `obey` hears of every order; resolves when it has done those of the start. */
  follow(obey: (connector: string, order: ConnectorOrder) => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

/** Reads `config.<zone>` from its beginning, which holds the newest order of each connector, and stays on it. */
export async function readOrders(client: KafkaClient, zone: string, reports: ConsumerReports): Promise<Orders> {
  const topic = topicName.config(zone);
  const end = (await readRange(client, topic)).get(0)?.high ?? 0n;
  const newest = new Map<string, ConnectorOrder>();
  let obey = (connector: string, order: ConnectorOrder): void => void newest.set(connector, order);
  const caughtUp = new AbortController();
  if (end === 0n) caughtUp.abort();
  const each = ({ key, value, offset }: ConsumedRecord): Promise<void> => {
    const order = decodeOrder(value);
    if (order) obey(key, order);
    if (offset + 1n >= end) caughtUp.abort();
    return Promise.resolve();
  };
  // a group of its own each time: whoever starts has to read everything
  const groupId = `connector-${zone}.config-${randomUUID()}`;
  const running = await createConsumer(client).run({ groupId, topics: [topic], reports, each, concurrency: 1, maxOutstanding: 1_000 });
  await sleep(patienceMs, undefined, { signal: caughtUp.signal }).catch(() => undefined);
  return {
    newest,
    follow: async (next) => {
      obey = (connector, order) => void next(connector, order);
      await Promise.all([...newest].map(([connector, order]) => next(connector, order)));
    },
    stop: () => running.stop(),
  };
}
