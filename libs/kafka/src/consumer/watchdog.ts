import type { TopicPartition } from '@lienthong/message';
import type { KafkaClient } from '../client';
import { sleep } from '../timer';
import { readRange } from './log-range';
import type { ConsumerReports } from './model';

export interface Watched {
  /** Per partition owned, the offset up to which everything is done. */
  standing(): readonly (TopicPartition & { readonly done: bigint })[];
  /** Grows with each record done. */
  progress(): number;
  failing(): boolean;
  /** Since when the oldest record at work is, where records are handled one by one. */
  inHandSince?(): number | undefined;
}

export interface WatchOptions {
  readonly reports: ConsumerReports;
  readonly stop: AbortSignal;
  /** Default 60 s. */
  readonly stallAfterMs?: number;
}

/** Work in hand may take as long as its lease; only what is at work many limits long hangs. */
const longestWork = 15;

/**
 * Reports a stall once each time the limit has passed without progress while records wait. Kafka being away is no stall of ours, nor is
 * work in hand.
 */
export async function watch(client: KafkaClient, watched: Watched, { reports, stop, stallAfterMs = 60_000 }: WatchOptions): Promise<void> {
  let progress = watched.progress();
  let since = Date.now();
  while (!stop.aborted) {
    await sleep(stallAfterMs / 6, stop);
    const now = watched.progress();
    const busySince = watched.failing() ? undefined : watched.inHandSince?.();
    const busy = busySince !== undefined && Date.now() - busySince < longestWork * stallAfterMs;
    if (now !== progress || busy) since = Date.now();
    progress = now;
    if (Date.now() - since < stallAfterMs || stop.aborted) continue;
    const lag = await lagOf(client, watched);
    if (lag > 0n) reports.stalled({ lag, seconds: Math.round((Date.now() - since) / 1000), failing: watched.failing() });
    since = Date.now();
  }
}

async function lagOf(client: KafkaClient, watched: Watched): Promise<bigint> {
  const standing = watched.standing();
  const topics = [...new Set(standing.map(({ topic }) => topic))];
  const ranges = await Promise.all(topics.map(async (topic) => [topic, await readRange(client, topic)] as const)).catch(() => []);
  const highs = new Map(ranges);
  return standing.reduce((sum, { topic, partition, done }) => {
    const waiting = (highs.get(topic)?.get(partition)?.high ?? done) - done;
    return waiting > 0n ? sum + waiting : sum;
  }, 0n);
}
