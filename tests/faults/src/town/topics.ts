import { setTimeout as sleep } from 'node:timers/promises';
import { type Admin, Kafka, logLevel } from 'kafkajs';
import type { Town } from '../model';

async function asAdministrator<T>({ kafka: { urls, users } }: Town, work: (admin: Admin) => Promise<T>): Promise<T> {
  const sasl = { mechanism: 'plain', username: 'admin', password: users['admin'] ?? '' } as const;
  const admin = new Kafka({ brokers: [...urls], clientId: 'faults', sasl, logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}

/** Deletes topics as an administrator; resolves when the broker does not know them any more. */
export const deleteTopics = (town: Town, topics: readonly string[]): Promise<void> =>
  asAdministrator(town, async (admin) => {
    await admin.deleteTopics({ topics: [...topics] });
    while ((await admin.listTopics()).some((name) => topics.includes(name))) await sleep(100);
  });

/** The brokers look every second whether each partition is led by its first replica (`leader.imbalance.*` in the cluster's settings). */
const lookMs = 1_500;

/** Makes the next replica of each partition its leader, so many times: all brokers stay up, and every request meets a leader that moves. */
export const moveLeaders = (town: Town, topics: readonly string[], times: number): Promise<void> =>
  asAdministrator(town, async (admin) => {
    for (let i = 0; i < times; i++) {
      const { topics: found } = await admin.fetchTopicMetadata({ topics: [...topics] });
      await admin.alterPartitionReassignments({
        topics: found.map(({ name, partitions }) => ({
          topic: name,
          partitionAssignment: partitions.map(({ partitionId, replicas }) => ({
            partition: partitionId,
            replicas: [...replicas.slice(1), ...replicas.slice(0, 1)],
          })),
        })),
      });
      await sleep(lookMs);
    }
  });
