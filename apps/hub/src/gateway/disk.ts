import { statfs } from 'node:fs/promises';
import { Refusal } from './refusal';

export interface DiskParts {
  /** A folder on the file system that is looked at. */
  readonly folder: string;
  /** Percent of it that may be in use. */
  readonly most: number;
  /** Milliseconds that no setting of a clock changes. */
  readonly elapsedMs: () => number;
}

const freshMs = 1_000;

/** Whether there is room to go on taking in. Looked at once a second, however many ask. */
export class Disk {
  private seen: { readonly at: number; readonly room: Promise<boolean> } | undefined;

  constructor(private readonly parts: DiskParts) {}

  hasRoom(): Promise<boolean> {
    const now = this.parts.elapsedMs();
    if (!this.seen || now - this.seen.at > freshMs) this.seen = { at: now, room: this.look() };
    return this.seen.room;
  }

  /** @throws Refusal `gateway.disk-full` */
  async mustHaveRoom(): Promise<void> {
    if (!(await this.hasRoom())) throw new Refusal('gateway.disk-full');
  }

  /** Counted as `df` does: what only the system may use is neither in use nor free. */
  private async look(): Promise<boolean> {
    const { blocks, bfree, bavail } = await statfs(this.parts.folder);
    const used = blocks - bfree;
    return used * 100 <= (used + bavail) * this.parts.most;
  }
}
