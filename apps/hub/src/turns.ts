/** So many at once, the others in the order they came. */
export class Turns {
  private readonly waiting = new Set<() => void>();
  private taken = 0;

  constructor(private readonly atOnce: number) {}

  /** Resolves when it is the caller's turn, with what ends it; ending it again does nothing. */
  async take(): Promise<() => void> {
    if (this.taken < this.atOnce) this.taken++;
    else await new Promise<void>((resolve) => this.waiting.add(resolve));
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      this.pass();
    };
  }

  private pass(): void {
    for (const next of this.waiting) {
      this.waiting.delete(next);
      next();
      return;
    }
    this.taken--;
  }
}
