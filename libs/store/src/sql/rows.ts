import type { PoolClient } from 'pg';
import { type Column, arraysOf } from './array';

/** Column name → [PostgreSQL type, one value a row]. */
type Columns = Readonly<Record<string, Column>>;

/** All rows in one statement; nothing is sent for none. `after` = what follows the SELECT (ON CONFLICT …, RETURNING …). */
export async function insertRows<R>(db: PoolClient, table: string, columns: Columns, after = ''): Promise<R[]> {
  const entries = Object.entries(columns);
  if (!entries[0] || entries[0][1][1].length === 0) return [];
  const names = entries.map(([name]) => `"${name}"`).join(', ');
  const arrays = entries.map(([, [type]], i) => `$${i + 1}::${type}[]`).join(', ');
  const text = `INSERT INTO ${table} (${names}) SELECT * FROM unnest(${arrays}) ${after}`;
  const values = arraysOf(...entries.map(([, column]) => column));
  const result = await db.query({ name: `${table}/${entries.length}/${after.length}`, text, values });
  return result.rows as R[];
}
