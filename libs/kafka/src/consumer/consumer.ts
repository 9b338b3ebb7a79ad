import type { KafkaClient } from '../client';
import { type Timer, systemTimer } from '../timer';
import { type BatchOptions, BatchRun } from './batch-run';
import { type EachOptions, EachRun } from './each-run';
import type { ConsumerReports, Running } from './model';

export interface CommonOptions {
  readonly groupId: string;
  readonly topics: readonly string[];
  readonly reports: ConsumerReports;
  /** Default 6 s: how long the partitions of a process that was killed rest. */
  readonly sessionTimeoutMs?: number;
  /** Default 60 s. */
  readonly stallAfterMs?: number;
}

export interface BatchConsumer {
  /** Joins the group and consumes until `stop`. Throws at once what makes starting pointless; waits while Kafka is away. */
  run(options: BatchOptions | EachOptions): Promise<Running>;
}

export function createConsumer(client: KafkaClient, timer: Timer = systemTimer): BatchConsumer {
  return {
    run: (options) => ('each' in options ? new EachRun(client, options, timer) : new BatchRun(client, options, timer)).start(),
  };
}
