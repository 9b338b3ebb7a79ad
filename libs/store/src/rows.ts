import type { PoolClient } from 'pg';

/** Column name → [PostgreSQL type, one value a row]. */
export type Columns = Readonly<Record<string, readonly [type: string, values: readonly unknown[]]>>;

/** All rows in one statement; nothing is sent for none. `after` = what follows the SELECT (ON CONFLICT …, RETURNING …). */
export async function insertRows<R>(db: PoolClient, table: string, columns: Columns, after = ''): Promise<R[]> {
  const entries = Object.entries(columns);
  if (!entries[0] || entries[0][1][1].length === 0) return [];
  const names = entries.map(([name]) => `"${name}"`).join(', ');
  const arrays = entries.map(([, [type]], i) => `$${i + 1}::${type}[]`).join(', ');
  const text = `INSERT INTO ${table} (${names}) SELECT * FROM unnest(${arrays}) ${after}`;
  const result = await db.query({
    name: `${table}/${entries.length}/${after.length}`,
    text,
    values: entries.map(([, [, values]]) => values),
  });
  return result.rows as R[];
}
