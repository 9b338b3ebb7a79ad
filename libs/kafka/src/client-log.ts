import { type logCreator, logLevel } from 'kafkajs';
import type { Log } from './log';

// Everything else kafkajs attaches (stacks, whole errors, member assignments, message contents) stays out.
const kept = ['broker', 'clientId', 'groupId', 'memberId', 'topic', 'partition', 'offset', 'retryCount', 'retryTime', 'error'] as const;

/**
 * kafkajs reports each failed try of something it will retry as an error; here it is a warning, and our own code says what is an error.
 */
export function kafkajsLog(log: Log): logCreator {
  return () =>
    ({ namespace, level, log: entry }) => {
      const facts: Record<string, unknown> = { part: namespace };
      for (const name of kept) {
        const value: unknown = entry[name];
        if (typeof value === 'string' || typeof value === 'number') facts[name] = value;
      }
      if (level === logLevel.INFO) log.info(facts, entry.message);
      else log.warn(facts, entry.message);
    };
}
