import { Kafka, logLevel } from 'kafkajs';
import type { Town } from '../model';

/** Deletes topics as an administrator; resolves when the broker does not know them any more. */
export async function deleteTopics({ kafka: { urls, users } }: Town, topics: readonly string[]): Promise<void> {
  const sasl = { mechanism: 'plain', username: 'admin', password: users['admin'] ?? '' } as const;
  const admin = new Kafka({ brokers: [...urls], clientId: 'faults', sasl, logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    await admin.deleteTopics({ topics: [...topics] });
    while ((await admin.listTopics()).some((name) => topics.includes(name))) await new Promise((resolve) => setTimeout(resolve, 100));
  } finally {
    await admin.disconnect();
  }
}
