/** What waits, channel by channel: of each so many at work at once, so that a slow channel holds up no other. */
export class Channels<T> {
  private readonly waiting = new Map<string, T[]>();
  private readonly atWork = new Map<string, number>();

  constructor(private readonly atOnce: number) {}

  add(channel: string, one: T): void {
    const queue = this.waiting.get(channel);
    if (queue) queue.push(one);
    else this.waiting.set(channel, [one]);
  }

  /** The channel's next, which is at work from now on; undefined when none waits or as many are at work as may be. */
  begin(channel: string): T | undefined {
    const count = this.atWork.get(channel) ?? 0;
    if (count >= this.atOnce) return undefined;
    const queue = this.waiting.get(channel);
    const one = queue?.shift();
    if (one === undefined) return undefined;
    if (queue?.length === 0) this.waiting.delete(channel);
    this.atWork.set(channel, count + 1);
    return one;
  }

  end(channel: string): void {
    const left = (this.atWork.get(channel) ?? 1) - 1;
    if (left > 0) this.atWork.set(channel, left);
    else this.atWork.delete(channel);
  }

  /** Forgets what waits and does not hold. */
  keep(holds: (one: T) => boolean): void {
    for (const [channel, queue] of this.waiting) {
      const kept = queue.filter(holds);
      if (kept.length > 0) this.waiting.set(channel, kept);
      else this.waiting.delete(channel);
    }
  }
}
