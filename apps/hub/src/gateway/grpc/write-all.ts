import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { Gone, Refusal } from '../refusal';

export interface Reader {
  /** Aborted when the reader leaves. */
  readonly gone: AbortSignal;
  /** For all of it. */
  readonly patienceMs: number;
}

/** Hands over one message after the other, each when the one before it is on its way. @throws Gone; Refusal `gateway.slow` */
export async function writeAll<T>(to: Writable, messages: Iterable<T>, { gone, patienceMs }: Reader): Promise<void> {
  const late = AbortSignal.timeout(patienceMs);
  const over = AbortSignal.any([gone, late]);
  const ended = over.aborted ? Promise.resolve() : once(over, 'abort');
  for (const message of messages) {
    const written = new Promise<void>((resolve, reject) => to.write(message, (error) => (error ? reject(error) : resolve())));
    await Promise.race([written, ended]);
    if (gone.aborted) throw new Gone('the caller left while it was answered');
    if (late.aborted) throw new Refusal('gateway.slow');
  }
}
