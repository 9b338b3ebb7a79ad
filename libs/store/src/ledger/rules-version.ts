import { RulesChanged } from '@lienthong/pipeline';
import type { PoolClient } from 'pg';

/** Holds the version that decided the batch until commit, and gives the transaction's instant by PostgreSQL's clock. */
export async function underRules(db: PoolClient, version: number): Promise<Date> {
  const text = 'SELECT version, clock_timestamp() AS at FROM active_rules FOR SHARE';
  const { rows } = await db.query<{ version: number; at: Date }>({ name: 'under-rules', text });
  if (rows[0]?.version !== version) throw new RulesChanged(`decided by rules ${version}, active are ${rows[0]?.version ?? 'none'}`);
  return rows[0].at;
}
