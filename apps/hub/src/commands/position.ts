import { readClusterId, readRange } from '@lienthong/kafka';
import { createLogger } from '@lienthong/runtime';
import { type TopicLog, adoptTopic, listPositions } from '@lienthong/store';
import type { Command } from 'commander';
import { acting } from '../acting';
import { kafkaFor } from '../credentials';
import { withLedger } from '../database';
import { type Place, loadSettings, withPlace } from '../settings';
import { localTime, print } from '../terminal';

type AdoptOptions = Place & { readonly reason: string; readonly fromStart: boolean };

/** `hub position …`: how far each topic is taken, and the way out when the log no longer holds it. */
export function positionCommands(program: Command): void {
  const position = program.command('position').description('positions on the topics: list, adopt');
  withPlace(position.command('list').description('the next offset of each partition, as PostgreSQL says')).action((options: Place) =>
    withLedger(options, async (pool) => {
      for (const { topic, partition, next, appendedAt } of await listPositions(pool))
        print(`${topic}/${partition}  ${next}  ${localTime(appendedAt)}`);
    }),
  );
  withPlace(position.command('adopt <topic>').description("go on at the log's present start where the position is not in the log any more"))
    .option('--from-start', 'all partitions, for a topic that was made again', false)
    .requiredOption('--reason <words>', 'why; kept in the audit')
    .action((topic: string, options: AdoptOptions) =>
      withLedger(options, async (pool) => {
        print(`${await adoptTopic(pool, await readLog(topic, options), options.fromStart, acting(options.reason))}`);
      }),
    );
}

async function readLog(topic: string, place: Place): Promise<TopicLog> {
  const client = kafkaFor(loadSettings(place), place.data, 'core', createLogger('position', 'error'));
  return { topic, clusterId: await readClusterId(client), ranges: await readRange(client, topic) };
}
