/** Tells who waits for a dossier that it has reached the one-stop system. */
export class Arrivals {
  private readonly seen = new Set<string>();
  private readonly waiting = new Map<string, () => void>();
  private last = performance.now();

  arrived(code: string): void {
    this.last = performance.now();
    this.seen.add(code);
    this.waiting.get(code)?.();
  }

  /** `false` when `stop` came first, or when no dossier at all has arrived for `patience` milliseconds. */
  of(code: string, patience: number, stop: AbortSignal): Promise<boolean> {
    if (this.seen.has(code)) return Promise.resolve(true);
    const since = performance.now();
    return new Promise((resolve) => {
      const done = (arrived: boolean): void => {
        clearInterval(timer);
        stop.removeEventListener('abort', give);
        this.waiting.delete(code);
        resolve(arrived);
      };
      const give = (): void => done(false);
      const timer = setInterval(
        () => {
          if (performance.now() - Math.max(this.last, since) > patience) give();
        },
        Math.min(1_000, patience),
      );
      this.waiting.set(code, () => done(true));
      stop.addEventListener('abort', give, { once: true });
      if (stop.aborted) give();
    });
  }
}
