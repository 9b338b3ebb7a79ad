import type { Logger } from '@lienthong/runtime';
import { Child } from './child';

export interface SuperviseOptions {
  /** In the order of starting; stopped the other way round, so that what decides outlives what takes in. */
  readonly roles: readonly string[];
  /** How this program is started for a role. */
  readonly command: (role: string) => readonly [string, ...string[]];
  readonly log: Logger;
  readonly onReady: () => void;
}

/** `hub up`: one child process a role; gives the stop. */
export function supervise({ roles, command, log, onReady }: SuperviseOptions): () => Promise<void> {
  const waiting = new Set(roles.map((_, i) => i));
  const children = roles.map((role, i) => {
    const ready = (): void => {
      if (waiting.delete(i) && waiting.size === 0) onReady();
    };
    return new Child({ role, command: command(role), log, onReady: ready });
  });
  for (const child of children) child.start();
  return async () => {
    // Ctrl-C reaches every child at once: one that ends before its turn to be stopped must not be started again
    for (const child of children) child.expectEnd();
    for (const child of [...children].reverse()) await child.stop(10_000);
  };
}
