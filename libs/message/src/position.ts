/** A partition of a topic. */
export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** A partition's step that a batch makes; `from` is the stored position: compare-and-set it to `to` in the batch's own transaction. */
export interface Advance extends TopicPartition {
  readonly from: bigint;
  readonly to: bigint;
  /** LogAppendTime of the last record. */
  readonly appendedAt: Date;
  /** Of the last record; -1 when the log does not say. */
  readonly leaderEpoch: number;
}

/** A compare-and-set on a position failed: another process took these records. Re-read the positions and seek. */
export class PositionMoved extends Error {
  override readonly name = 'PositionMoved';
}
