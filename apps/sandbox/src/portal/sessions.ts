import { randomUUID } from 'node:crypto';

const lifeMs = 600_000;

/** Sessions of ten minutes; in memory only, so that a restart ends them. */
export class Sessions {
  private readonly ends = new Map<string, number>();

  constructor(private readonly now: () => Date) {}

  start(): string {
    const session = randomUUID();
    this.ends.set(session, this.now().getTime() + lifeMs);
    return session;
  }

  alive(session: unknown): boolean {
    return typeof session === 'string' && (this.ends.get(session) ?? 0) > this.now().getTime();
  }

  endAll(): void {
    this.ends.clear();
  }
}
