import type { TopicPartition } from '@lienthong/message';
import { withAdmin } from '../admin/session';
import type { KafkaClient } from '../client';
import { KafkaError } from '../error';
import type { LogRange } from './cursor';

/** What the broker has of each partition of a topic. */
export function readRange(client: KafkaClient, topic: string): Promise<ReadonlyMap<number, LogRange>> {
  return withAdmin(client, { topic }, async (admin) => {
    const offsets = await admin.fetchTopicOffsets(topic);
    return new Map(offsets.map(({ partition, low, high }) => [partition, { low: BigInt(low), high: BigInt(high) }]));
  });
}

export const readClusterId = (client: KafkaClient): Promise<string> =>
  withAdmin(client, { doing: 'reading the cluster id' }, async (admin) => (await admin.describeCluster()).clusterId);

/** The first place that lies beyond its log's end: what was read there is another log now, or one that was put back. */
export async function rewound(
  client: KafkaClient,
  places: readonly (TopicPartition & { readonly offset: bigint })[],
): Promise<KafkaError | undefined> {
  const topics = [...new Set(places.map(({ topic }) => topic))];
  const ranges = new Map(await Promise.all(topics.map(async (topic) => [topic, await readRange(client, topic)] as const)));
  for (const { topic, partition, offset } of places) {
    const { high } = ranges.get(topic)?.get(partition) ?? { high: 0n };
    if (high < offset) return new KafkaError('kafka.log-rewound', { topic, partition, position: String(offset), logEnd: String(high) });
  }
  return undefined;
}
