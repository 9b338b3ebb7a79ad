import { Kafka, logLevel } from 'kafkajs';
import type { Town } from '../../model';

/** One record on a new topic that the broker must sync before it answers: whoever watches for syncs has to see this one. */
export async function writeSynced({ kafka: { urls, users } }: Town, topic: string): Promise<void> {
  const sasl = { mechanism: 'plain', username: 'admin', password: users['admin'] ?? '' } as const;
  const kafka = new Kafka({ brokers: [...urls], clientId: 'faults', sasl, logLevel: logLevel.NOTHING });
  const [admin, producer] = [kafka.admin(), kafka.producer()];
  await admin.connect();
  await producer.connect();
  try {
    const configEntries = [{ name: 'flush.messages', value: '1' }];
    await admin.createTopics({ topics: [{ topic, numPartitions: 1, replicationFactor: 1, configEntries }] });
    await producer.send({ topic, acks: -1, messages: [{ value: 'synced' }] });
  } finally {
    await Promise.all([admin.disconnect(), producer.disconnect()]);
  }
}
