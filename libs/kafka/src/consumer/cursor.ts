import type { TopicPartition } from '@lienthong/message';
import { KafkaError, type KafkaFacts } from '../error';
import type { ConsumedRecord, Position } from './model';

/** Where a partition's reading stands. */
export interface Cursor {
  /** Offset of the record wanted next. */
  readonly next: bigint;
  /** LogAppendTime and leader epoch of the record before it. */
  readonly appendedAt?: Date;
  readonly leaderEpoch?: number;
}

/** First and one past the last offset that the broker has. */
export interface LogRange {
  readonly low: bigint;
  readonly high: bigint;
}

/** Does the log still hold what the position speaks of? */
export function checkLog(at: TopicPartition, position: Position | undefined, log: LogRange, clusterId: string): KafkaError | undefined {
  const { next, clusterId: known } = position ?? { next: 0n };
  const facts = { topic: at.topic, partition: at.partition, position: String(next), logStart: String(log.low), logEnd: String(log.high) };
  if (known !== undefined && known !== clusterId)
    return new KafkaError('kafka.other-cluster', { ...facts, cluster: clusterId, expected: known });
  if (log.high < next) return new KafkaError('kafka.log-rewound', facts);
  if (log.low > next) return new KafkaError('kafka.gap', facts);
  return undefined;
}

/** The record before the position is read once more where the log still has it: its append time identifies the log. */
export const readFrom = ({ next, appendedAt }: Cursor, low: bigint): bigint => (appendedAt !== undefined && next > low ? next - 1n : next);

export type Admission =
  | { readonly taken: readonly ConsumedRecord[]; readonly cursor: Cursor }
  /** The client fell back to older offsets although nobody asked: the log's end must be looked at. */
  | { readonly behind: true }
  | { readonly refused: KafkaError };

/** Judges what the client fetched: drops what is before the position, refuses another log and gaps. */
export function admit(cursor: Cursor, records: readonly ConsumedRecord[]): Admission {
  const taken: ConsumedRecord[] = [];
  let at = cursor;
  for (const record of records) {
    if (record.offset > at.next) return { refused: refusal('kafka.gap', at, record) };
    if (isOtherLog(at, record)) return { refused: refusal('kafka.topic-recreated', at, record) };
    if (record.offset < at.next - 1n) return { behind: true };
    if (record.offset < at.next) continue;
    taken.push(record);
    at = { next: record.offset + 1n, appendedAt: record.timestamp, leaderEpoch: record.leaderEpoch };
  }
  return { taken, cursor: at };
}

// Append times and leader epochs of one log never run backwards; the record before the position is known exactly.
function isOtherLog({ next, appendedAt, leaderEpoch }: Cursor, { offset, timestamp, leaderEpoch: epoch }: ConsumedRecord): boolean {
  if (offset >= next) return leaderEpoch !== undefined && epoch !== undefined && epoch < leaderEpoch;
  if (appendedAt === undefined) return false;
  return offset === next - 1n ? timestamp.getTime() !== appendedAt.getTime() : timestamp > appendedAt;
}

function refusal(code: 'kafka.gap' | 'kafka.topic-recreated', { next, appendedAt }: Cursor, record: ConsumedRecord): KafkaError {
  const { topic, partition, offset, timestamp } = record;
  const stored: KafkaFacts = appendedAt === undefined ? {} : { storedAppendTime: appendedAt.toISOString() };
  return new KafkaError(code, {
    topic,
    partition,
    position: String(next),
    offset: String(offset),
    appendTime: timestamp.toISOString(),
    ...stored,
  });
}
