export interface Pace {
  /** Turns at once. */
  readonly concurrency: number;
  /** Turns begun in a second at most; absent: no limit. */
  readonly rate?: number;
}

/** So many at once, and no faster than so; the others in the order they came. */
export class Turns {
  private readonly waiting = new Set<() => void>();
  private taken = 0;
  private held = false;
  private whenEmpty = (): void => undefined;
  private earliest = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private pace: Pace,
    private readonly elapsedMs: () => number = () => performance.now(),
  ) {}

  /** Resolves when it is the caller's turn, with what ends it; ending it again does nothing. */
  async take(): Promise<() => void> {
    await new Promise<void>((resolve) => {
      this.waiting.add(resolve);
      this.pass();
    });
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      this.taken--;
      if (this.taken === 0) this.whenEmpty();
      this.pass();
    };
  }

  /** No turn begins from now on; resolves when those that have begun are over. */
  hold(): Promise<void> {
    this.held = true;
    return this.taken === 0 ? Promise.resolve() : new Promise((resolve) => (this.whenEmpty = resolve));
  }

  /** Goes on after `hold`. */
  go(pace: Pace): void {
    this.pace = pace;
    this.held = false;
    this.pass();
  }

  private pass(): void {
    for (const next of this.waiting) {
      if (this.held || this.taken >= this.pace.concurrency || this.isEarly()) return;
      this.waiting.delete(next);
      this.taken++;
      next();
    }
  }

  /** Evenly spread, so that a rate holds for every second and not only for the average. */
  private isEarly(): boolean {
    const { rate } = this.pace;
    if (rate === undefined) return false;
    const now = this.elapsedMs();
    if (now < this.earliest) {
      this.timer ??= setTimeout(() => {
        this.timer = undefined;
        this.pass();
      }, this.earliest - now);
      return true;
    }
    this.earliest = Math.max(this.earliest, now) + 1_000 / rate;
    return false;
  }
}
