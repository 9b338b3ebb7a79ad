import { type SignedHead, type TileDirectory, type TreeHead, growth, mustExtend, readCheckpoint, tilesFor } from '@lienthong/evidence';
import type { Log } from '@lienthong/pipeline';
import type { LogStore } from '@lienthong/store';

/** Heads that stay readable in the tile directory beside the time-stamped ones. */
const newest = 1_000;
/** No write takes that long: what is older in the staging folder belongs to nobody. */
const abandonedMs = 3_600_000;

/** PostgreSQL numbers the leaves, the tile directory publishes them; neither may contradict the other. */
export class SealedLog implements Log {
  constructor(
    private readonly store: LogStore,
    private readonly tiles: TileDirectory,
  ) {}

  /** @throws EvidenceError when the database is older than what was published, or has another history: nothing may start then */
  async mustExtend(): Promise<void> {
    await mustExtend(await this.published(), this.store.sealed);
  }

  numberPending(limit: number): Promise<TreeHead | undefined> {
    return this.store.numberPending(limit, () => this.published());
  }

  /** Tiles are named by their content and may be written by anybody; the checkpoint is replaced by the holder of the lease alone. */
  async publish(head: SignedHead): Promise<void> {
    if (!(await this.writeTiles(head.size))) return;
    await this.store.markPublished(head, () => this.tiles.publish(head));
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
  private async writeTiles(size: number): Promise<boolean> {
    const entries = (from: number, to: number) => this.store.entries(from, to);
    for (const [from, to] of growth((await this.published())?.size ?? 0, size)) {
      await this.tiles.write(await tilesFor(from, to, entries, (path) => this.tiles.read(path)));
      if (!(await this.store.renew())) return false;
    }
    return true;
  }

  private async published(): Promise<TreeHead | undefined> {
    const note = await this.tiles.checkpoint();
    return note === undefined ? undefined : readCheckpoint(note);
  }
}
