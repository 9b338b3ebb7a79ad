export interface Part {
  readonly name: string;
  /** Orderly. */
  stop(): Promise<void>;
  /** At once; for the second Ctrl-C. */
  kill?(): Promise<void> | void;
}

/** What was started, in order; stopped in the opposite order. */
export class Teardown {
  private readonly parts: Part[] = [];

  /** `told` hears of each part before it is stopped, and of failures to stop. */
  constructor(private readonly told: (name: string, failure?: unknown) => void) {}

  add(part: Part): void {
    this.parts.push(part);
  }

  /** A part that cannot be stopped does not keep the others running. */
  async stop(): Promise<void> {
    for (let part = this.parts.at(-1); part; part = this.parts.at(-1)) {
      const { name } = part;
      this.told(name);
      await part.stop().catch((failure: unknown) => this.told(name, failure));
      this.parts.pop();
    }
  }

  /** Also what is just being stopped. */
  async kill(): Promise<void> {
    await Promise.allSettled(this.parts.map(async (part) => part.kill?.()));
  }
}
