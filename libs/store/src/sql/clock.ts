import type { PoolClient } from 'pg';

/** This instant by PostgreSQL's clock. */
export async function clock(db: PoolClient): Promise<Date> {
  const { rows } = await db.query<{ at: Date }>('SELECT clock_timestamp() AS at');
  if (!rows[0]) throw new Error('a SELECT without FROM gave no row');
  return rows[0].at;
}
