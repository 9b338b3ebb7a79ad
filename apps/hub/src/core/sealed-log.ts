import { type SignedHead, type TileDirectory, type TreeHead, growth, mustExtend, signedHead, tilesFor } from '@lienthong/evidence';
import type { Log } from '@lienthong/pipeline';
import type { LogStore } from '@lienthong/store';

/** Heads that stay readable in the tile directory beside the time-stamped ones. */
const newest = 1_000;
/** No write takes that long: what is older in the staging folder belongs to nobody. */
const abandonedMs = 3_600_000;

/**
 * PostgreSQL numbers the leaves; the tile directory remembers each signed head and publishes the newest now and then. Neither may
 * contradict the other.
 */
export class SealedLog implements Log {
  constructor(
    private readonly store: LogStore,
    private readonly tiles: TileDirectory,
    /** The log's verifier key. */
    private readonly vkey: string,
  ) {}

  /** @throws EvidenceError when the database is older than what was signed, or has another history: nothing may start then */
  async mustExtend(): Promise<void> {
    await mustExtend(this.tiles.newest(), this.store.sealed);
  }

  numberPending(limit: number): Promise<TreeHead | undefined> {
    return this.store.numberPending(limit, () => this.tiles.newest());
  }

  async seal(head: SignedHead): Promise<void> {
    await this.store.markSealed(head, () => this.tiles.remember(head));
  }

  /** Shows the newest signed head to the world. The checkpoint is replaced by the holder of the lease alone. */
  async publish(): Promise<void> {
    const signed = await this.store.signedHead();
    if (!signed) return;
    const head = signedHead(signed, this.vkey);
    const shown = this.tiles.published()?.size ?? 0;
    if (head.size < shown || (head.size === shown && signed.published === shown)) return;
    if (!(await this.prepare(head, shown))) return;
    const show = await this.tiles.publication(head);
    await this.store.markPublished(head.size, shown, show);
  }

  /** Removes what no kept head needs; done by the process that writes the log. */
  async collect(sizes: readonly number[]): Promise<void> {
    if (!(await this.store.isHeld())) return;
    await this.tiles.collect(await this.store.forgetOldHeads({ newest, sizes }));
    await this.tiles.clean(new Date(Date.now() - abandonedMs));
  }

  /** The next process need not wait for the end of our lease. */
  leave(): Promise<void> {
    return this.store.leave();
  }

  /** `false`: the lease was lost on the way, another process publishes. */
  private async prepare(head: SignedHead, published: number): Promise<boolean> {
    const entries = (from: number, to: number) => this.store.entries(from, to);
    for (const [from, to] of growth(published, head.size)) {
      const tiles = await tilesFor(from, to, entries, (path) => this.tiles.read(path));
      await (to < head.size ? this.tiles.write(tiles) : this.tiles.prepare(head, tiles));
      if (!(await this.store.renew())) return false;
    }
    return true;
  }
}
