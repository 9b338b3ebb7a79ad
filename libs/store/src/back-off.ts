/** Waiting between attempts, in milliseconds: `first`, then twice as long each time, at most `max`. */
export interface Backoff {
  readonly first: number;
  readonly max: number;
}

/** `attempt` counts from 0. */
export const backOffMs = ({ first, max }: Backoff, attempt: number): number => Math.min(first * 2 ** Math.min(attempt, 20), max);
