/** Which records of one partition are at work. Offsets come in rising order; a compacted log has holes. */
export class Watermark {
  private readonly open = new Set<bigint>();
  private claimed = 0n;

  constructor(private expected: bigint) {}

  /** Offset after the last one taken. */
  get next(): bigint {
    return this.expected;
  }

  /** Everything before it is done. */
  get low(): bigint {
    for (const first of this.open) return first;
    return this.expected;
  }

  /** What a restart goes on from: nothing that was claimed is handed over again, though it be unfinished. */
  get resume(): bigint {
    return this.low > this.claimed ? this.low : this.claimed;
  }

  /** How far the work runs ahead of what is certain. */
  get ahead(): bigint {
    return this.expected - this.low;
  }

  take(offset: bigint): void {
    this.open.add(offset);
    this.expected = offset + 1n;
  }

  claim(offset: bigint): void {
    if (offset >= this.claimed) this.claimed = offset + 1n;
  }

  complete(offset: bigint): void {
    this.open.delete(offset);
  }
}
