import { KafkaError } from '../error';
import type { BatchLimits } from '../consumer/model';
import { type Stream, streams } from '../topics';

/** What a controller wrote beside its stream's name. */
export type HandlerSettings =
  | { readonly way: 'batch'; readonly limits: BatchLimits }
  | { readonly way: 'each'; readonly concurrency: number; readonly maxOutstanding: number };

const defaults = { records: 500, bytes: '8MiB', waitMs: 5 };

/** Reads the second argument of `@EventPattern`; unknown keys are refused. `concurrency` asks for single records without order. */
export function readSettings(stream: string, extras: Readonly<Record<string, unknown>> = {}): HandlerSettings {
  const allowed = 'concurrency' in extras ? ['concurrency', 'maxOutstanding'] : Object.keys(defaults);
  const unknown = Object.keys(extras).find((key) => !allowed.includes(key));
  if (unknown !== undefined) throw new KafkaError('kafka.misconfigured', { stream, field: unknown, expected: allowed.join(' ') });
  if ('concurrency' in extras) {
    const concurrency = count(stream, 'concurrency', extras['concurrency']);
    return { way: 'each', concurrency, maxOutstanding: count(stream, 'maxOutstanding', extras['maxOutstanding'] ?? 8 * concurrency) };
  }
  const { records, bytes, waitMs } = { ...defaults, ...extras };
  return {
    way: 'batch',
    limits: { records: count(stream, 'records', records), bytes: bytesIn(stream, bytes), waitMs: count(stream, 'waitMs', waitMs) },
  };
}

export function readStream(pattern: string): Stream {
  const stream = streams.find((name) => name === pattern);
  if (stream === undefined) throw new KafkaError('kafka.misconfigured', { field: 'stream', value: pattern, expected: streams.join(' ') });
  return stream;
}

function count(stream: string, field: string, value: unknown, expected = 'a whole number above 0'): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value;
  throw new KafkaError('kafka.misconfigured', { stream, field, value: String(value), expected });
}

/** `8MiB`, or a number of bytes. */
function bytesIn(stream: string, size: unknown): number {
  const mebibytes = /^(\d{1,4})MiB$/.exec(String(size))?.[1];
  return count(stream, 'bytes', mebibytes === undefined ? size : Number(mebibytes) * 1024 ** 2, 'bytes, or 8MiB');
}
