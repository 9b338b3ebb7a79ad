import { KafkaError } from '../error';
import type { Placed } from './checked-send';

/** Kafka refuses a batch of one partition above 1 MiB (message.max.bytes); the rest is room for its framing. */
const limits = { partitionBytes: 900_000, requestBytes: 8_000_000, records: 1_000 };

const sizeOf = ({ key, value, headers = {} }: Omit<Placed, 'partition'>): number =>
  Object.entries(headers).reduce((sum, [name, text]) => sum + name.length + 3 * text.length + 10, 3 * key.length + value.length + 40);

/** Size and limit of a record that Kafka would never take; `undefined`: it takes this one. */
export function overLimit(record: Omit<Placed, 'partition'>): { readonly bytes: number; readonly limit: number } | undefined {
  const [bytes, limit] = [sizeOf(record), limits.partitionBytes];
  return bytes > limit ? { bytes, limit } : undefined;
}

export function refuseTooLarge(topic: string, record: Omit<Placed, 'partition'>): void {
  const over = overLimit(record);
  if (over) throw new KafkaError('kafka.too-large', { topic, ...over });
}

/** Takes from the front of `waiting` what fits one request; never nothing. */
export function takeLot<T extends Placed>(waiting: T[]): T[] {
  const perPartition = new Map<number, number>();
  let total = 0;
  let count = 0;
  for (const record of waiting) {
    const bytes = sizeOf(record);
    const inPartition = (perPartition.get(record.partition) ?? 0) + bytes;
    const full = inPartition > limits.partitionBytes || total + bytes > limits.requestBytes || count >= limits.records;
    if (full && count > 0) break;
    perPartition.set(record.partition, inPartition);
    total += bytes;
    count++;
  }
  return waiting.splice(0, count);
}
