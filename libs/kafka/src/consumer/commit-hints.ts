import type { TopicPartition } from '@lienthong/message';
import { atMost, sleep } from '../timer';
import { keyOf } from './model';

type Commit = (offsets: { topic: string; partition: number; offset: string }[]) => Promise<void>;

const everyMs = 500;

/** Commits group offsets in the background, newest only. Nobody's correctness rests on these hints; what must stand is committed by `now`. */
export class CommitHints {
  private readonly pending = new Map<string, TopicPartition & { offset: bigint }>();
  private flight: Promise<void> | undefined;
  private last: Promise<unknown> = Promise.resolve();
  private readonly closing = new AbortController();

  constructor(private readonly commit: Commit) {}

  set(at: TopicPartition, next: bigint): void {
    this.pending.set(keyOf(at), { topic: at.topic, partition: at.partition, offset: next });
    this.flight ??= this.fly();
  }

  /** Resolves when the offset is committed. Throws the commit's error. */
  async now(at: TopicPartition, next: bigint): Promise<void> {
    this.pending.delete(keyOf(at));
    await this.inTurn([{ topic: at.topic, partition: at.partition, offset: String(next) }]);
  }

  /** Offsets of partitions that are not ours any more are not ours to commit. */
  keepOnly(keys: ReadonlySet<string>): void {
    for (const key of this.pending.keys()) if (!keys.has(key)) this.pending.delete(key);
  }

  /** Commits what is left; gives up after two seconds. */
  async close(): Promise<void> {
    this.closing.abort();
    await atMost(2_000, this.flight);
  }

  private async fly(): Promise<void> {
    while (this.pending.size > 0) {
      await sleep(everyMs, this.closing.signal);
      const offsets = [...this.pending.values()].map(({ topic, partition, offset }) => ({ topic, partition, offset: String(offset) }));
      this.pending.clear();
      // a lost hint is replaced by the next one
      await this.inTurn(offsets).catch(() => undefined);
    }
    this.flight = undefined;
  }

  /** One request at a time, so that an older offset never comes behind a newer one. */
  private inTurn(offsets: Parameters<Commit>[0]): Promise<void> {
    const sent = this.last.then(() => this.commit(offsets));
    this.last = sent.catch(() => undefined);
    return sent;
  }
}
