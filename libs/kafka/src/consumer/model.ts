import type { Advance, TopicPartition } from '@lienthong/message';
import type { KafkaError } from '../error';

/** Bytes as they stand in the log; `key` is `''` and `value` empty where Kafka has null. */
export interface ConsumedRecord extends TopicPartition {
  readonly offset: bigint;
  /** LogAppendTime: when the broker took it. */
  readonly timestamp: Date;
  readonly key: string;
  readonly value: Uint8Array;
  readonly leaderEpoch?: number;
}

/** Collected across partitions; the records of one partition stand in their order and without gaps. */
export interface Batch {
  readonly records: readonly ConsumedRecord[];
  readonly advances: readonly Advance[];
}

export interface BatchLimits {
  readonly records: number;
  /** Of keys and values; a single larger record makes a batch of its own. */
  readonly bytes: number;
  /** A batch that is not full is handed over this long after its first record came. */
  readonly waitMs: number;
}

export interface Position {
  /** Offset of the first record that is not yet taken. */
  readonly next: bigint;
  /** LogAppendTime, to the millisecond, of the record before `next`: proof that the log is still the same one. */
  readonly appendedAt?: Date;
  readonly leaderEpoch?: number;
  readonly clusterId?: string;
}

/** Reads what the handler's transaction advances. Called at each join of the group and after `PositionMoved`; a throw is repeated. */
export interface PositionStore {
  load(topic: string, partition: number): Promise<Position | undefined>;
}

/** What the owner of a consumer hears of. None of them may throw. */
export interface ConsumerReports {
  /** A handler or Kafka failed; the same work is repeated after `retryInMs`, nothing is skipped. */
  failing(error: unknown, facts: { readonly attempt: number; readonly retryInMs: number }): void;
  /** Nothing is consumed any more, and going on needs a person: end the process loudly. */
  stopped(error: KafkaError): void;
  /** Records wait and none was completed for `seconds`; `failing` says that handlers throw, else the client hangs: restart the process. */
  stalled(facts: { readonly lag: bigint; readonly seconds: number; readonly failing: boolean }): void;
}

export interface Running {
  /** Waits for handlers at work, commits the hints, leaves the group. */
  stop(): Promise<void>;
}

export const keyOf = ({ topic, partition }: TopicPartition): string => `${topic}/${String(partition)}`;

/** Of each way to consume. */
export interface CommonOptions {
  readonly groupId: string;
  readonly topics: readonly string[];
  readonly reports: ConsumerReports;
  /** Default 6 s: how long the partitions of a process that was killed rest. */
  readonly sessionTimeoutMs?: number;
  /** Default 60 s. */
  readonly stallAfterMs?: number;
}
