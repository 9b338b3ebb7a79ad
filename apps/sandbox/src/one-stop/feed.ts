import { EventEmitter, once } from 'node:events';
import type { Journal } from '../store/journal';
import type { Entry, FeedItem } from './entry';
import type { Mood } from '../mood/mood';
import type { Change } from './model';

const path = '/v1/changes';
/** Acknowledged changes that a repeating feed offers again. */
const again = 20;

/** Numbered changes, offered from the oldest that nobody acknowledged. */
export class Feed {
  private readonly items: FeedItem[] = [];
  private acknowledged = 0;
  private numbered = 0;
  private readonly news = new EventEmitter().setMaxListeners(0);

  constructor(
    private readonly journal: Journal<Entry>,
    private readonly mood: Mood,
  ) {
    for (const entry of journal.all()) {
      if (entry.kind === 'change') this.items.push(entry.item);
      if (entry.kind === 'acknowledged') this.acknowledged = entry.upTo;
    }
    this.numbered = this.items.length;
  }

  state(): { readonly last: number; readonly acknowledged: number } {
    return { last: this.items.length, acknowledged: this.acknowledged };
  }

  /** A change is visible once it is on disk, never before one with a smaller number. */
  async publish({ subject, body, jws, contentType = 'application/cloudevents+json; charset=utf-8' }: Change): Promise<number> {
    const item = { seq: ++this.numbered, subject, contentType, jws, body: Buffer.from(body).toString('base64') };
    await this.journal.append({ kind: 'change', item });
    this.items.push(item);
    this.news.emit('change');
    return item.seq;
  }

  /** Waits up to `waitMs` when there is nothing yet. */
  async next(limit: number, waitMs: number, gone: AbortSignal): Promise<readonly FeedItem[]> {
    if (this.items.length === this.acknowledged && waitMs > 0) await this.change(AbortSignal.any([gone, AbortSignal.timeout(waitMs)]));
    const fresh = this.items.slice(this.acknowledged, this.acknowledged + limit);
    return fresh.length === 0 ? fresh : this.inMood(fresh);
  }

  private inMood(fresh: readonly FeedItem[]): readonly FeedItem[] {
    if (this.mood.strikes('reorder', path)) return fresh.toReversed();
    if (!this.mood.strikes('repeat', path)) return fresh;
    return [...this.items.slice(Math.max(0, this.acknowledged - again), this.acknowledged), ...fresh, ...fresh];
  }

  /** False when there is no change of that number. A smaller number than before changes nothing. */
  async acknowledge(upTo: number): Promise<boolean> {
    if (upTo > this.items.length) return false;
    if (upTo <= this.acknowledged) return true;
    await this.journal.append({ kind: 'acknowledged', upTo });
    this.acknowledged = Math.max(this.acknowledged, upTo);
    return true;
  }

  private async change(signal: AbortSignal): Promise<void> {
    try {
      await once(this.news, 'change', { signal });
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
}
