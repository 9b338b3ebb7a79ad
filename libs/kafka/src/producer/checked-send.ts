import type { Message, RecordMetadata } from 'kafkajs';

export interface Placed {
  readonly partition: number;
  readonly key: string;
  readonly value: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/** kafkajs' send of one topic, bound to its topic and settings. */
export type Send = (messages: Message[]) => Promise<Pick<RecordMetadata, 'partition' | 'baseOffset'>[]>;

/**
 * Sends until every partition has answered, and gives each record's offset, aligned with the input.
 *
 * When a leader moves, kafkajs resolves although it skipped partitions (upstream issue 1303): what its answer does not name was not sent.
 * At most one call per partition may be under way, or a partition sent again would overtake nothing but be overtaken.
 */
export async function sendChecked(send: Send, records: readonly Placed[], pause: () => Promise<void>): Promise<bigint[]> {
  const bases = new Map<number, bigint>();
  for (let left = records; left.length > 0; left = records.filter(({ partition }) => !bases.has(partition))) {
    if (left !== records) await pause();
    for (const { partition, baseOffset } of await send(left.map(message)))
      if (baseOffset !== undefined && !bases.has(partition)) bases.set(partition, BigInt(baseOffset));
  }
  return offsets(records, bases);
}

const message = ({ partition, key, value, headers }: Placed): Message => ({
  partition,
  key,
  value: asBuffer(value),
  headers: { ...headers },
});

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

// One request holds one batch per partition, in the order given: its records stand one behind the other.
function offsets(records: readonly Placed[], bases: ReadonlyMap<number, bigint>): bigint[] {
  const next = new Map(bases);
  return records.map(({ partition }) => {
    const offset = next.get(partition) ?? 0n;
    next.set(partition, offset + 1n);
    return offset;
  });
}
