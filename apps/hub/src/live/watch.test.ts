import type { Status } from '@lienthong/store';
import { watch } from './watch';

const status = {} as Status;
const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;

describe('the live view', () => {
  it('shows frame after frame, each with the one before, until it is stopped', async () => {
    const stop = new AbortController();
    const frames: boolean[] = [];
    const show = (_: Status, before: Status | undefined): void => {
      frames.push(before !== undefined);
      if (frames.length === 3) stop.abort();
    };
    await watch({ read: () => Promise.resolve(status), show, pause: 1, stop: stop.signal });
    expect(frames).toEqual([false, true, true]);
  });

  it('keeps its process alive between two frames', async () => {
    const stop = new AbortController();
    const before = timers();
    const watching = watch({ read: () => Promise.resolve(status), show: () => undefined, pause: 60_000, stop: stop.signal });
    await new Promise((resolve) => setImmediate(resolve));
    expect(timers()).toBe(before + 1);
    stop.abort();
    await watching;
  });
});
