import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** Writes as fast as the other end reads. */
export async function writeAll<T>(
  to: Pick<Writable, 'write' | 'on' | 'once' | 'off'> & NodeJS.EventEmitter,
  messages: Iterable<T>,
): Promise<void> {
  for (const message of messages) if (!to.write(message)) await once(to, 'drain');
}
