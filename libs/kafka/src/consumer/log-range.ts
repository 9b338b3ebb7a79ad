import { withAdmin } from '../admin/session';
import type { KafkaClient } from '../client';
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
