import { AuthorityError } from '../error';

/** At most `count` tasks at once; others wait in order. */
export class Slots {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  /** Whoever is told to stop while waiting leaves the queue: `request-failed`. */
  async use<T>(task: () => Promise<T>, stop?: AbortSignal): Promise<T> {
    if (this.free > 0) this.free--;
    else await this.turn(stop);
    try {
      return await task();
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.free++;
      else next();
    }
  }

  private turn(stop: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        const place = this.waiting.indexOf(enter);
        if (place >= 0) this.waiting.splice(place, 1);
        reject(new AuthorityError('request-failed', 'waiting for an authority: told to stop'));
      };
      const enter = (): void => {
        stop?.removeEventListener('abort', leave);
        resolve();
      };
      if (stop?.aborted === true) return leave();
      stop?.addEventListener('abort', leave, { once: true });
      this.waiting.push(enter);
    });
  }
}
