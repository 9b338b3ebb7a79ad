import { type Timer, atMost } from '../timer';
import { type TopicPartition, keyOf } from './model';

type Commit = (offsets: { topic: string; partition: number; offset: string }[]) => Promise<void>;

/** Commits group offsets in the background, newest only, one request at a time. Nobody's correctness rests on it but a connector's restart. */
export class CommitHints {
  private readonly pending = new Map<string, TopicPartition & { offset: bigint }>();
  private flight: Promise<void> | undefined;
  private readonly closing = new AbortController();

  constructor(
    private readonly commit: Commit,
    private readonly timer: Timer,
    private readonly everyMs = 500,
  ) {}

  set(at: TopicPartition, next: bigint): void {
    this.pending.set(keyOf(at), { topic: at.topic, partition: at.partition, offset: next });
    this.flight ??= this.fly();
  }

  /** Offsets of partitions that are not ours any more are not ours to commit. */
  keepOnly(keys: ReadonlySet<string>): void {
    for (const key of this.pending.keys()) if (!keys.has(key)) this.pending.delete(key);
  }

  /** Commits what is left; gives up after two seconds. */
  async close(): Promise<void> {
    this.closing.abort();
    await atMost(2_000, this.flight, this.timer);
  }

  private async fly(): Promise<void> {
    while (this.pending.size > 0) {
      await this.timer.sleep(this.everyMs, this.closing.signal);
      const offsets = [...this.pending.values()].map(({ topic, partition, offset }) => ({ topic, partition, offset: String(offset) }));
      this.pending.clear();
      // a lost hint is replaced by the next one
      await this.commit(offsets).catch(() => undefined);
    }
    this.flight = undefined;
  }
}
