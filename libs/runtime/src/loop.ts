/** A piece of work that is done again and again until it is stopped. */
export interface Loop {
  /** Resolves when the turn in progress has ended. */
  stop(): Promise<void>;
  /** Do not wait for the pause to end, nor begin the one after the turn in progress; `atLeastMs` still holds. */
  nudge(): void;
}

export interface LoopOptions {
  readonly pauseMs: number;
  /** Shortest time from the start of a turn to the next, whoever nudges and however much there is to do; milliseconds. */
  readonly atLeastMs?: number;
  /** Pause after a failure doubles from `pauseMs` up to this. */
  readonly maxPauseMs: number;
  readonly onError: (error: unknown) => void;
}

/** `turn` gives true when there is more to do at once. */
export function startLoop(turn: () => Promise<boolean>, { pauseMs, atLeastMs = 0, maxPauseMs, onError }: LoopOptions): Loop {
  let stopped = false;
  let nudged = false;
  let nudge = (): void => undefined;
  let wake = (): void => undefined;
  const sleep = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const pause = async (ms: number, earliest: number): Promise<void> => {
    if (ms > 0) {
      const pausing = sleep(ms);
      nudge = wake;
      await pausing;
      nudge = () => undefined;
    }
    const early = earliest - performance.now();
    if (!stopped && early > 0) await sleep(early);
  };
  const run = async (): Promise<void> => {
    let failures = 0;
    while (!stopped) {
      const earliest = performance.now() + atLeastMs;
      let more = false;
      nudged = false;
      try {
        more = await turn();
        failures = 0;
        more ||= nudged;
      } catch (error) {
        failures++;
        onError(error);
      }
      if (!stopped) await pause(more ? 0 : Math.max(pauseMs, Math.min(pauseMs * 2 ** failures, maxPauseMs)), earliest);
    }
  };
  const running = run();
  return {
    nudge: () => {
      nudged = true;
      nudge();
    },
    stop: async () => {
      stopped = true;
      wake();
      await running;
    },
  };
}
