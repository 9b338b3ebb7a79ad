/** What is still open after `ms`, the same for all, is handed to `late`; one timer serves everything, and no change of the clock. */
export class Deadlines<T> {
  /** Until when, the oldest first. */
  private readonly open = new Map<T, number>();
  private handle: NodeJS.Timeout | undefined;

  constructor(
    private readonly ms: number,
    private readonly late: (one: T) => void,
  ) {}

  add(one: T): void {
    this.open.set(one, performance.now() + this.ms);
    this.handle ??= this.wake(this.ms);
  }

  delete(one: T): void {
    this.open.delete(one);
    if (this.open.size > 0) return;
    clearTimeout(this.handle);
    this.handle = undefined;
  }

  private wake(ms: number): NodeJS.Timeout {
    return setTimeout(() => this.expire(), ms);
  }

  private expire(): void {
    this.handle = undefined;
    for (const [one, until] of this.open) {
      const left = until - performance.now();
      if (left > 0) {
        this.handle = this.wake(left);
        return;
      }
      this.open.delete(one);
      this.late(one);
    }
  }
}
