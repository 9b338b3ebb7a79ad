import { setTimeout } from 'node:timers/promises';

/** Resolves after `ms` milliseconds, or as soon as `stop` is aborted. */
export async function pause(ms: number, stop: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal: stop }).catch(() => undefined);
}
