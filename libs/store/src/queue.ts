import type { Queue, Released } from '@lienthong/pipeline';
import type { Pool } from 'pg';
import { type ReleaseLimits, release } from './delivery/release';

export class PostgresQueue implements Queue {
  constructor(
    private readonly pool: Pool,
    private readonly limits: ReleaseLimits,
  ) {}

  release(limit: number): Promise<readonly Released[]> {
    return release(this.pool, limit, this.limits);
  }
}
