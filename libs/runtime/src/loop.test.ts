import { startLoop } from './loop';

const fail = (error: unknown): never => {
  throw error;
};

/** Milliseconds between the starts of `turns` turns that take no time, nudged all the while. */
async function gaps(turns: number, options: { pauseMs: number; atLeastMs?: number }): Promise<number[]> {
  const starts: number[] = [];
  await new Promise<void>((resolve) => {
    const turn = (): Promise<boolean> => {
      starts.push(performance.now());
      if (starts.length === turns) resolve();
      return Promise.resolve(false);
    };
    const loop = startLoop(turn, { ...options, maxPauseMs: 1_000, onError: fail });
    const nudging = setInterval(() => {
      loop.nudge();
      if (starts.length >= turns) {
        clearInterval(nudging);
        void loop.stop();
      }
    }, 1);
  });
  return starts.slice(1).map((start, i) => start - (starts[i] ?? 0));
}

describe('startLoop', () => {
  it('is woken from its pause, but never begins a turn earlier than the shortest time after the one before', async () => {
    expect(Math.max(...(await gaps(4, { pauseMs: 5_000 })))).toBeLessThan(1_000);
    expect(Math.min(...(await gaps(4, { pauseMs: 5_000, atLeastMs: 60 })))).toBeGreaterThanOrEqual(58);
  });

  it('begins again at once when it is nudged during its turn', async () => {
    let turns = 0;
    const loop = startLoop(
      async () => {
        await Promise.resolve();
        if (++turns === 1) loop.nudge();
        return false;
      },
      { pauseMs: 60_000, maxPauseMs: 60_000, onError: fail },
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(turns).toBe(2);
    await loop.stop();
  });

  it('ends at once when it is stopped in its pause', async () => {
    const loop = startLoop(() => Promise.resolve(false), { pauseMs: 60_000, atLeastMs: 60_000, maxPauseMs: 60_000, onError: fail });
    await new Promise((resolve) => setTimeout(resolve, 10));
    const before = performance.now();
    await loop.stop();
    expect(performance.now() - before).toBeLessThan(1_000);
  });
});
