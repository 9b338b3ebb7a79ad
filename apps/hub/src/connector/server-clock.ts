export interface ServerClockParts {
  /** This machine's clock, which may be minutes off. */
  readonly now: () => Date;
  /** Milliseconds that no setting of a clock changes. */
  readonly elapsedMs: () => number;
  /** Makes Kafka tell its time, which `learn` then hears of. */
  readonly ask: () => Promise<void>;
}

/** What was learnt so long ago is looked at again before a record is held for late. */
const freshMs = 10_000;

/** The servers' time, by which leases are given, as Kafka tells it whenever it takes a record. */
export class ServerClock {
  private known: { readonly serverMs: number; readonly elapsedMs: number } | undefined;
  private asking: Promise<void> | undefined;

  constructor(private readonly parts: ServerClockParts) {}

  /** `appendedAt`: when Kafka took the record whose answer has just come; absent where its topic keeps no such time. */
  learn(appendedAt: number | undefined): void {
    this.known = { serverMs: appendedAt ?? this.parts.now().getTime(), elapsedMs: this.parts.elapsedMs() };
  }

  /** Milliseconds since the epoch. */
  now(): number {
    const { now, elapsedMs } = this.parts;
    return this.known ? this.known.serverMs + elapsedMs() - this.known.elapsedMs : now().getTime();
  }

  get isKnown(): boolean {
    return this.known !== undefined;
  }

  get isFresh(): boolean {
    return this.known !== undefined && this.parts.elapsedMs() - this.known.elapsedMs < freshMs;
  }

  ask(): Promise<void> {
    this.asking ??= this.parts.ask().finally(() => (this.asking = undefined));
    return this.asking;
  }
}
