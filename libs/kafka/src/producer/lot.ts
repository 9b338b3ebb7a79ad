import { KafkaError } from '../error';
import type { OutgoingKafkaRecord } from './producer';

/** Kafka refuses a batch of one partition above 1 MiB (message.max.bytes); the rest is room for its framing. */
const limits = { partitionBytes: 900_000, requestBytes: 8_000_000, records: 1_000 };

export function sizeOf({ key, value, headers }: OutgoingKafkaRecord): number {
  let size = 3 * key.length + value.length + 40;
  for (const name in headers) size += name.length + 3 * (headers[name] ?? '').length + 10;
  return size;
}

/** Size and limit of a record that Kafka would never take; `undefined`: it takes this one. */
export function overLimit(record: OutgoingKafkaRecord): { readonly bytes: number; readonly limit: number } | undefined {
  const [bytes, limit] = [sizeOf(record), limits.partitionBytes];
  return bytes > limit ? { bytes, limit } : undefined;
}

export function refuseTooLarge(topic: string, record: OutgoingKafkaRecord): void {
  const over = overLimit(record);
  if (over) throw new KafkaError('kafka.too-large', { topic, ...over });
}

interface Sized {
  readonly partition: number;
  readonly bytes: number;
  readonly call: { readonly expired: boolean };
}

/** Takes from the front of `waiting` what fits one request, and drops what nobody waits for any more; never nothing while somebody waits. */
export function takeLot<T extends Sized>(waiting: T[]): T[] {
  const inPartition: number[] = [];
  const lot: T[] = [];
  let [total, seen] = [0, 0];
  for (const record of waiting) {
    if (!record.call.expired) {
      const { partition, bytes } = record;
      const sum = (inPartition[partition] ?? 0) + bytes;
      const full = sum > limits.partitionBytes || total + bytes > limits.requestBytes || lot.length >= limits.records;
      if (full && lot.length > 0) break;
      inPartition[partition] = sum;
      total += bytes;
      lot.push(record);
    }
    seen++;
  }
  waiting.splice(0, seen);
  return lot;
}
