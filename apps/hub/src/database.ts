import { createPool } from '@lienthong/store';
import type { Pool } from 'pg';
import { databaseFor } from './credentials';
import { type Place, loadSettings } from './settings';
import { warn } from './terminal';

/** An administrator's command on the ledger: connects as the clerk, ends when the work has. */
export async function withLedger<T>(
  place: Place,
  work: (pool: Pool) => Promise<T>,
  user: 'hub_clerk' | 'hub_watch' = 'hub_clerk',
): Promise<T> {
  const at = databaseFor(loadSettings(place), place.data, user);
  const pool = createPool({ at, max: 2, name: 'hub command', onError: (error) => warn(error.message) });
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}
