/** Which records of one partition are at work. Offsets come in rising order; a compacted log has holes. */
export class Watermark {
  private readonly open = new Set<bigint>();

  constructor(private expected: bigint) {}

  /** Offset after the last one taken. */
  get next(): bigint {
    return this.expected;
  }

  /** Everything before it is done: what a restart may go on from. */
  get low(): bigint {
    for (const first of this.open) return first;
    return this.expected;
  }

  /** How far the work runs ahead of what is certain. */
  get ahead(): bigint {
    return this.expected - this.low;
  }

  take(offset: bigint): void {
    this.open.add(offset);
    this.expected = offset + 1n;
  }

  complete(offset: bigint): void {
    this.open.delete(offset);
  }
}
