import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** Writes as fast as the other end reads; throws when it leaves. */
export async function writeAll<T>(to: Writable, messages: Iterable<T>, gone: AbortSignal): Promise<void> {
  for (const message of messages) if (!to.write(message)) await once(to, 'drain', { signal: gone });
}
