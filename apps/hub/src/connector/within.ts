import { Failure } from '@lienthong/message';

/** What ends with a signal, of which any number costs that signal one listener. */
export class EndingWith {
  private readonly all = new Set<AbortController>();

  constructor(private readonly stop: AbortSignal) {
    stop.addEventListener('abort', () => this.all.forEach((one) => end(one)), { once: true });
  }

  add(one: AbortController): void {
    if (this.stop.aborted) end(one);
    else this.all.add(one);
  }

  delete(one: AbortController): void {
    this.all.delete(one);
  }
}

// a reason of our own spares the making of an exception with its stack
const end = (one: AbortController): void => one.abort('over');

/** Work under a signal that fires after `ms` milliseconds, or with what `stop` ends with, whichever comes first. */
export async function within<T>(ms: number, stop: EndingWith, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const over = new AbortController();
  const timer = setTimeout(end, ms, over);
  stop.add(over);
  try {
    return await work(over.signal);
  } finally {
    clearTimeout(timer);
    stop.delete(over);
  }
}

const graceMs = 250;

/** What does not heed its signal is given up: nobody knows how it ends, and it keeps nobody waiting. */
export function heeding<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const giveUp = (): void => reject(new Failure('ambiguous', 'delivery.unknown', { reason: 'no end in time' }));
    const wait = (): void => void (timer = setTimeout(giveUp, graceMs));
    if (signal.aborted) wait();
    else signal.addEventListener('abort', wait, { once: true });
    const over = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', wait);
    };
    void work.finally(over).then(resolve, reject);
  });
}
