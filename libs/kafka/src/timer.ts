/** Time as a port. */
export interface Timer {
  /** Milliseconds since the epoch. */
  now(): number;
  readonly sleep: typeof sleep;
}

export const systemTimer: Timer = { now: () => Date.now(), sleep };

/** Resolves after `ms`, or at once when `stop` fires; never rejects. */
export function sleep(ms: number, stop?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stop?.aborted) {
      resolve();
      return;
    }
    const end = (): void => {
      clearTimeout(handle);
      stop?.removeEventListener('abort', end);
      resolve();
    };
    const handle = setTimeout(end, ms);
    stop?.addEventListener('abort', end);
  });
}

/** 100 ms doubling up to 5 s; `attempt` counts from 1. */
export const backOffMs = (attempt: number): number => Math.min(100 * 2 ** (attempt - 1), 5_000);

/** Waits for `work`, but not longer than `ms`. */
export async function atMost(ms: number, work: Promise<unknown> | undefined): Promise<void> {
  const over = new AbortController();
  await Promise.race([work, sleep(ms, over.signal)]);
  over.abort('over');
}
