import type { Pool } from 'pg';

/** A database that may lose what it acknowledged is refused outside `dev`. */
export async function durabilityProblem(db: Pick<Pool, 'query'>): Promise<string | undefined> {
  const { rows } = await db.query<{ name: string; setting: string }>(
    `SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes') AND setting = 'off'`,
  );
  return rows.length > 0 ? rows.map((row) => `${row.name}=${row.setting}`).join(', ') : undefined;
}
