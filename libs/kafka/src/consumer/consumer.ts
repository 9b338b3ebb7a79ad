import type { KafkaClient } from '../client';
import { type BatchOptions, BatchRun } from './batch-run';
import { type EachOptions, EachRun } from './each-run';
import type { Running } from './model';

export interface BatchConsumer {
  /** Joins the group and consumes until `stop`. Throws at once what makes starting pointless; waits while Kafka is away. */
  run(options: BatchOptions | EachOptions): Promise<Running>;
}

export function createConsumer(client: KafkaClient): BatchConsumer {
  return {
    run: (options) => ('each' in options ? new EachRun(client, options) : new BatchRun(client, options)).start(),
  };
}
