import type { Message, RecordMetadata } from 'kafkajs';

/** A record as kafkajs takes it; it copies what it reads and keeps nothing. */
export interface Placed extends Message {
  readonly partition: number;
  readonly key: string;
  readonly value: Buffer;
}

export interface RecordPosition {
  readonly partition: number;
  readonly offset: bigint;
  /** The broker's clock when it took the record, milliseconds since the epoch; absent where the topic keeps its producers' times. */
  readonly appendedAt?: number;
}

/** kafkajs' send of one topic, bound to its topic and settings. */
export type Send = (messages: Message[]) => Promise<Pick<RecordMetadata, 'partition' | 'baseOffset' | 'logAppendTime'>[]>;

/**
 * Sends until every partition has answered, and gives each record's position, aligned with the input.
 *
 * When a leader moves, kafkajs resolves although it skipped partitions (upstream issue 1303): what its answer does not name was not sent.
 * At most one call per partition may be under way, or a partition sent again would overtake nothing but be overtaken.
 */
export async function sendChecked(send: Send, records: Placed[], pause: () => Promise<void>): Promise<RecordPosition[]> {
  const bases = new Map<number, Base>();
  for (let left = records; left.length > 0; left = records.filter(({ partition }) => !bases.has(partition))) {
    if (left !== records) await pause();
    for (const { partition, baseOffset, logAppendTime } of await send(left))
      if (baseOffset !== undefined && !bases.has(partition))
        bases.set(partition, { next: BigInt(baseOffset), appendedAt: timeIn(logAppendTime) });
  }
  return positions(records, bases);
}

interface Base {
  next: bigint;
  readonly appendedAt: number | undefined;
}

/** -1 stands for none. */
function timeIn(logAppendTime: string | undefined): number | undefined {
  const ms = Number(logAppendTime ?? -1);
  return ms > 0 ? ms : undefined;
}

// One request holds one batch per partition, in the order given: its records stand one behind the other.
function positions(records: readonly Placed[], bases: ReadonlyMap<number, Base>): RecordPosition[] {
  return records.map(({ partition }) => {
    const base = bases.get(partition);
    return base ? { partition, offset: base.next++, appendedAt: base.appendedAt } : { partition, offset: 0n };
  });
}
