import type { Queue, Released } from '@lienthong/pipeline';
import type { Pool } from 'pg';
import { type ReleaseLimits, release } from './delivery/release';

export class PostgresQueue implements Queue {
  constructor(
    private readonly pool: Pool,
    private readonly limits: Omit<ReleaseLimits, 'own'>,
    private readonly own: () => Promise<ReleaseLimits['own']> = () => Promise.resolve(undefined),
  ) {}

  async release(limit: number): Promise<readonly Released[]> {
    return release(this.pool, limit, { ...this.limits, own: await this.own() });
  }
}
