import type { Finding, Town } from '../../model';
import type { LoudEnd } from './loud-end';
import { broken } from './promised';

/** Topics from which the core reads. */
export const coreTopics = ['in.portal', 'in.one-stop', 'results.portal', 'results.one-stop'] as const;

/** Of a log that is not the one it was: `kafka.topic-recreated` where it has grown beyond the position meanwhile. */
export const otherLog = /kafka\.(log-rewound|topic-recreated)/;

export const readsOn = async (end: LoudEnd): Promise<Finding[]> =>
  (await end.seen(60_000)) ? [] : [broken('a core ends loudly instead of reading another log', 'lost')];

/** An administrator lets reading begin again at the logs' start. */
export async function adopt({ hub }: Town, topics: readonly string[]): Promise<void> {
  for (const topic of topics) {
    const { code, stderr } = await hub('position', 'adopt', topic, '--from-start', '--reason', 'a fault was mended');
    if (code !== 0) throw new Error(`hub position adopt ${topic} ended with ${code}: ${stderr}`);
  }
}
