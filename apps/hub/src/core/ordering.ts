import { type Producer, topicName } from '@lienthong/kafka';
import { encodeOrder } from '@lienthong/message';
import type { Logger } from '@lienthong/runtime';
import { type PlacedOrder, publishOrders } from '@lienthong/store';
import type { Pool } from 'pg';

/** However often it was told before: a topic may have been made again. */
const repeatMs = 600_000;

/** Tells zones of orders that they have not been told; at the start and now and then of all. A zone that cannot be told holds up no other. */
export function ordering(pool: Pool, producer: Pick<Producer, 'send'>, log: Pick<Logger, 'error'>): () => Promise<void> {
  let toldAll = -Infinity;
  const tell = async (order: PlacedOrder): Promise<string[]> => {
    const { connector, zone } = order;
    try {
      await producer.send(topicName.config(zone), [{ key: connector, value: encodeOrder(order) }]);
      return [connector];
    } catch (error) {
      log.error({ error, connector, zone }, 'the zone cannot be told of its connector, trying again');
      return [];
    }
  };
  return async () => {
    const all = performance.now() - toldAll > repeatMs;
    await publishOrders(pool, all, async (orders) => (await Promise.all(orders.map(tell))).flat());
    if (all) toldAll = performance.now();
  };
}
