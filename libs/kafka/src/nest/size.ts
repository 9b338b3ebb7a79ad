import { KafkaError } from '../error';

const units = { B: 1, KiB: 1024, MiB: 1024 ** 2, KB: 1_000, MB: 1_000_000 } as const;

/** `8MiB`, `500KB`, or a number of bytes. */
export function bytesIn(size: unknown): number {
  if (typeof size === 'number' && Number.isSafeInteger(size) && size > 0) return size;
  const [, count, unit] = /^(\d{1,9})(B|KiB|MiB|KB|MB)$/.exec(String(size)) ?? [];
  if (count === undefined || Number(count) === 0)
    throw new KafkaError('kafka.misconfigured', { field: 'bytes', value: String(size), expected: '8MiB' });
  return Number(count) * units[unit as keyof typeof units];
}
