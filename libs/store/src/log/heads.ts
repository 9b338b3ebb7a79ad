import { type Frontier, type SealedHeads, appendLeaves, rootOf } from '@lienthong/evidence';
import type { Pool, PoolClient } from 'pg';

/** Roots that the database says this log had. */
export const sealedRoots = (db: Pool | PoolClient, origin: string): SealedHeads => ({
  rootAt: async (size) => {
    const text = 'SELECT root FROM checkpoint WHERE origin = $1 AND size = $2';
    const { rows } = await db.query<{ root: Buffer }>(text, [origin, size]);
    return rows[0]?.root ?? grownTo(db, origin, size);
  },
});

const page = 10_000;

/**
 * The root of a head that is not kept any more, from the leaves themselves: after a restore of the files outside, which may be of any
 * moment. `undefined`: this database never had so many.
 */
async function grownTo(db: Pool | PoolClient, origin: string, size: number): Promise<Uint8Array | undefined> {
  const { rowCount } = await db.query('SELECT FROM tree WHERE origin = $1 AND size >= $2', [origin, size]);
  if (rowCount !== 1) return undefined;
  let frontier: Frontier = { size: 0, hashes: [] };
  while (frontier.size < size) {
    const to = Math.min(size, frontier.size + page);
    const text = 'SELECT entry FROM leaf WHERE index >= $1 AND index < $2 ORDER BY index';
    const { rows } = await db.query<{ entry: Buffer }>(text, [frontier.size, to]);
    if (rows.length !== to - frontier.size) return undefined;
    frontier = appendLeaves(
      frontier,
      rows.map(({ entry }) => entry),
    );
  }
  return rootOf(frontier);
}

export interface KeptHeads {
  /** How many of the newest published heads stay. */
  readonly newest: number;
  /** Sizes of heads that are being time-stamped. */
  readonly sizes: readonly number[];
}

/** Forgets published heads that are neither `kept` nor time-stamped. Gives the sizes left, the published one among them, none above it. */
export async function forgetOldHeads(db: PoolClient, origin: string, kept: KeptHeads): Promise<number[]> {
  await db.query(
    `DELETE FROM checkpoint c USING (
       SELECT min(size) AS size FROM (
         SELECT k.size FROM checkpoint k JOIN tree t USING (origin)
         WHERE k.origin = $1 AND k.size <= t.published ORDER BY k.size DESC LIMIT $2) newest) oldest
     WHERE c.origin = $1 AND c.size < oldest.size AND c.size <> ALL($3)
       AND NOT EXISTS (SELECT FROM timestamped_seal s WHERE s.origin = $1 AND s.size = c.size)`,
    [origin, kept.newest, kept.sizes],
  );
  const text = 'SELECT c.size FROM checkpoint c JOIN tree t USING (origin) WHERE c.origin = $1 AND c.size <= t.published';
  const { rows } = await db.query<{ size: string }>(text, [origin]);
  return rows.map(({ size }) => Number(size));
}
