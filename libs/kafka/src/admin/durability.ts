import type { Durability } from '@lienthong/message';
import type { KafkaClient } from '../client';
import { KafkaError } from '../error';
import { readTopics, type TopicState } from './read';
import { withAdmin } from './session';

/** How safe a record of this topic is once acknowledged, read from the topic's settings in force. Needs DESCRIBE_CONFIGS on it. */
export function durabilityOf(client: KafkaClient, topic: string): Promise<Durability> {
  return withAdmin(client, { doing: 'reading durability', topic }, async (admin) => {
    const state = (await readTopics(admin, [topic])).get(topic);
    if (state === undefined) throw new KafkaError('kafka.no-topic', { topic });
    return durabilityIn(state);
  });
}

function durabilityIn({ replication, effective }: Pick<TopicState, 'replication' | 'effective'>): Durability {
  if (replication >= 3 && Number(effective['min.insync.replicas']) >= 2) return 'replicated';
  return effective['flush.messages'] === '1' ? 'fsync' : 'memory';
}
