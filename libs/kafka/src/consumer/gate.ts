/** Open at first; who calls `passed` while it is shut waits until it opens. */
export class Gate {
  private opened: Promise<void> = Promise.resolve();
  private release: (() => void) | undefined;

  get isShut(): boolean {
    return this.release !== undefined;
  }

  shut(): void {
    if (this.release) return;
    this.opened = new Promise((resolve) => (this.release = resolve));
  }

  open(): void {
    this.release?.();
    this.release = undefined;
  }

  passed(): Promise<void> {
    return this.opened;
  }
}
