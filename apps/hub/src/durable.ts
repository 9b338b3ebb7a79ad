import type { HubConfig } from '@lienthong/config';
import { type KafkaClient, durabilityOf } from '@lienthong/kafka';
import type { Durability } from '@lienthong/message';
import { durabilityProblem } from '@lienthong/store';
import type { Pool } from 'pg';

class NotDurable extends Error {
  override readonly name = 'NotDurable';
}

/** Outside `dev` nothing starts on a topic that may lose what it acknowledged. */
export async function durableTopic(config: HubConfig, client: KafkaClient, topic: string): Promise<Durability> {
  const durability = await durabilityOf(client, topic);
  if (durability === 'memory' && config.installation.mode !== 'dev')
    throw new NotDurable(
      `topic ${topic} may lose what it acknowledged: run "hub provision", which sets flush.messages or min.insync.replicas`,
    );
  return durability;
}

/** Nor on a database that may. */
export async function durableDatabase(config: HubConfig, pool: Pick<Pool, 'query'>): Promise<void> {
  const problem = await durabilityProblem(pool);
  if (problem && config.installation.mode !== 'dev')
    throw new NotDurable(`PostgreSQL runs with ${problem}: it may lose what it acknowledged; turn it on and reload PostgreSQL`);
}
