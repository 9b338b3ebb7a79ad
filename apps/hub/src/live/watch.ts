import { setTimeout as sleep } from 'node:timers/promises';
import type { Status } from '@lienthong/store';

export interface Watching {
  readonly read: () => Promise<Status>;
  /** `before`: the reading of the frame before. */
  readonly show: (status: Status, before: Status | undefined) => void;
  /** Milliseconds between two frames. */
  readonly pause: number;
  readonly stop: AbortSignal;
}

/** A frame at once, then one after each pause until stopped. During a pause its timer may be all that keeps the process alive. */
export async function watch({ read, show, pause, stop }: Watching): Promise<void> {
  for (let before: Status | undefined; !stop.aborted;) {
    const status = await read();
    show(status, before);
    before = status;
    await sleep(pause, undefined, { signal: stop }).catch(() => undefined);
  }
}
