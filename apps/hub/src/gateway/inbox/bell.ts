import { setTimeout as sleep } from 'node:timers/promises';

interface Waiting {
  readonly party: string;
  readonly place: number;
  readonly ring: () => void;
}

const everyMs = 250;

/** Tells who waits that something has come for them: one look at the database for all of them, and none while nobody waits. */
export class Bell {
  private readonly waiting = new Set<Waiting>();
  private looking: Promise<void> | undefined;

  /** `heads`: newest places by party. */
  constructor(private readonly heads: (parties: readonly string[]) => Promise<ReadonlyMap<string, number>>) {}

  /** Until the party's newest place is another one than `place`, `waitMs` are over, or the caller has gone. */
  async wait(party: string, place: number, waitMs: number, gone: AbortSignal): Promise<void> {
    const signal = AbortSignal.any([gone, AbortSignal.timeout(waitMs)]);
    if (signal.aborted) return;
    await new Promise<void>((resolve) => {
      const ring = (): void => {
        this.waiting.delete(one);
        resolve();
      };
      const one: Waiting = { party, place, ring };
      this.waiting.add(one);
      signal.addEventListener('abort', ring, { once: true });
      this.looking ??= this.look().finally(() => (this.looking = undefined));
    });
  }

  private async look(): Promise<void> {
    while (this.waiting.size > 0) {
      const parties = [...new Set([...this.waiting].map(({ party }) => party))];
      // who waits is answered in time even while the database is away, and asks it then
      const heads = await this.heads(parties).catch(() => new Map<string, number>());
      for (const { party, place, ring } of [...this.waiting]) if ((heads.get(party) ?? place) !== place) ring();
      if (this.waiting.size > 0) await sleep(everyMs);
    }
  }
}
