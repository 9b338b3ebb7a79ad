import { withAdmin } from '../admin/session';
import type { KafkaClient } from '../client';
import { KafkaError, asKafkaError } from '../error';
import { backOffMs, sleep } from '../timer';
import { readRange } from './log-range';
import type { CommonOptions } from './model';

/**
 * Topics exist, rights suffice, and the group's coordinator is loaded: the first use of a group would otherwise crash the consumer once,
 * and a missing right would show itself as a coordinator that cannot be found. Repeats while Kafka is away.
 * Answers the number of partitions.
 */
export async function checkAccess(
  client: KafkaClient,
  { groupId, topics, reports }: Pick<CommonOptions, 'groupId' | 'topics' | 'reports'>,
  stop: AbortSignal,
): Promise<number> {
  for (let attempt = 1; !stop.aborted; attempt++)
    try {
      const ranges = await Promise.all(topics.map((topic) => readRange(client, topic)));
      await warmUp(client, groupId, topics);
      return ranges.reduce((sum, { size }) => sum + size, 0);
    } catch (cause) {
      const error = asKafkaError(cause, { group: groupId });
      if (error.code !== 'kafka.unavailable') throw error;
      const retryInMs = backOffMs(attempt);
      // a coordinator that is still loading is the rule for a new group, and no news
      if (attempt > 3) reports.failing(error, { attempt, retryInMs });
      await sleep(retryInMs, stop);
    }
  throw new KafkaError('kafka.closed', { group: groupId });
}

async function warmUp(client: KafkaClient, groupId: string, topics: readonly string[]): Promise<void> {
  await withAdmin(client, { group: groupId }, async (admin) => {
    await admin.fetchOffsets({ groupId, topics: [...topics] }).catch((cause: unknown) => {
      const { name } = cause as Error;
      // with the broker answering and its coordinator not to be found, it is the right to the group that is missing
      if (name === 'KafkaJSGroupCoordinatorNotFound') throw new KafkaError('kafka.not-authorized', { group: groupId }, { cause });
      throw cause;
    });
  });
}
