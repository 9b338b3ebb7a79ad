import type { HubConfig } from '@lienthong/config';
import { type KafkaClient, durabilityOf } from '@lienthong/kafka';
import type { Durability } from '@lienthong/message';
import { durabilityProblem } from '@lienthong/store';
import type { Pool } from 'pg';
import { CommandError } from './complaint/command-error';

/** Outside `dev` nothing starts on a topic that may lose what it acknowledged. */
export async function durableTopic(config: HubConfig, client: KafkaClient, topic: string): Promise<Durability> {
  const durability = await durabilityOf(client, topic);
  if (durability === 'memory' && config.installation.mode !== 'dev') throw new CommandError('kafka.not-durable', topic);
  return durability;
}

/** Nor on a database that may. */
export async function durableDatabase(config: HubConfig, pool: Pick<Pool, 'query'>): Promise<void> {
  const problem = await durabilityProblem(pool);
  if (problem && config.installation.mode !== 'dev') throw new CommandError('ledger.not-durable', problem);
}
