import type { ConnectorOrder, ConnectorReport } from '@lienthong/message';
import type { Pool } from 'pg';
import { transact } from '../pool';

/** An order, and whom it is for. */
export interface PlacedOrder extends ConnectorOrder {
  readonly connector: string;
  readonly zone: string;
}

/**
 * Orders that their zones have not been told, or all of them, under their locks: of two cores one tells, so that an older order never
 * follows a newer one. `publish` gives the connectors whose zone has been told.
 */
export function publishOrders(
  pool: Pool,
  all: boolean,
  publish: (orders: readonly PlacedOrder[]) => Promise<readonly string[]>,
): Promise<number> {
  return transact(pool, async (db) => {
    const { rows } = await db.query<PlacedOrder>(
      `SELECT o.connector, v.zone, o.revision::int AS revision, o.version, o.paused, o.removed, v.text
       FROM connector_order o JOIN connector_version v USING (connector, version)
       WHERE $1 OR o.published < o.revision ORDER BY o.connector FOR UPDATE OF o SKIP LOCKED`,
      [all],
    );
    if (rows.length === 0) return 0;
    const told = await publish(rows);
    await db.query('UPDATE connector_order SET published = revision WHERE connector = ANY($1)', [told]);
    return told.length;
  });
}

/** A zone speaks for its own connectors, and of the newest order only. */
export async function noteReport(pool: Pool, zone: string, { connector, revision, state, problem }: ConnectorReport): Promise<void> {
  await pool.query(
    `UPDATE connector_order o SET reported = $3, state = $4, problem = $5, reported_at = clock_timestamp()
     FROM connector_version v WHERE o.connector = $1 AND v.connector = o.connector AND v.version = o.version AND v.zone = $2 AND o.revision = $3`,
    [connector, zone, revision, state, problem],
  );
}
