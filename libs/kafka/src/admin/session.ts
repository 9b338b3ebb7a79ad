import type { Admin } from 'kafkajs';
import type { KafkaClient } from '../client';
import { asKafkaError, type KafkaFacts } from '../error';

/** Connects for the length of `work`; whatever goes wrong arrives as a `KafkaError` with `facts`. */
export async function withAdmin<T>(client: KafkaClient, facts: KafkaFacts, work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = client.open('few').admin();
  try {
    await admin.connect();
    return await work(admin);
  } catch (cause) {
    throw asKafkaError(cause, facts);
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}
