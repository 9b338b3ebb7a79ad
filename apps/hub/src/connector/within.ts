import { Failure } from '@lienthong/message';

/** Work under a signal that fires after `ms` milliseconds, or with `stop`, whichever comes first. */
export async function within<T>(ms: number, stop: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const end = new AbortController();
  const abort = (): void => end.abort();
  const timer = setTimeout(abort, ms);
  stop.addEventListener('abort', abort, { once: true });
  try {
    if (stop.aborted) abort();
    return await work(end.signal);
  } finally {
    clearTimeout(timer);
    stop.removeEventListener('abort', abort);
  }
}

const graceMs = 250;

/** What does not heed its signal is given up: nobody knows how it ends, and it keeps nobody waiting. */
export async function heeding<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const givenUp = new Promise<never>((_, reject) => {
    const giveUp = (): void => reject(new Failure('ambiguous', 'delivery.unknown', { reason: 'no end in time' }));
    const wait = (): void => void (timer = setTimeout(giveUp, graceMs));
    if (signal.aborted) wait();
    else signal.addEventListener('abort', wait, { once: true });
  });
  try {
    return await Promise.race([work, givenUp]);
  } finally {
    clearTimeout(timer);
  }
}
