import type { DataSource } from 'typeorm';
import type { Pool } from 'pg';
import type { ActContext } from './acts';
import { Act, RulesVersion } from './entities';

export interface ActiveRules {
  readonly version: number;
  readonly content: unknown;
}

/** Makes `content` the active version, unless it is so already; gives the version that is active then. */
export async function applyRules(
  db: DataSource,
  content: unknown,
  digest: Buffer,
  act: ActContext,
): Promise<{ version: number; changed: boolean }> {
  return db.transaction(async (tx) => {
    await tx.query('LOCK TABLE rules_version IN SHARE ROW EXCLUSIVE MODE');
    const [active] = await tx.query<{ version: number; digest: Buffer }[]>(
      'SELECT v.version, v.digest FROM active_rules a JOIN rules_version v USING (version)',
    );
    if (active?.digest.equals(digest)) return { version: active.version, changed: false };
    const [newest] = await tx.query<{ version: number | null }[]>('SELECT max(version) AS version FROM rules_version');
    const version = (newest?.version ?? 0) + 1;
    await tx.getRepository(RulesVersion).insert({ version, digest, content: content as object, createdBy: act.who });
    await tx.query('INSERT INTO active_rules (version) VALUES ($1) ON CONFLICT (one) DO UPDATE SET version = excluded.version', [version]);
    await tx.getRepository(Act).insert({ ...act, what: 'rules.activate', target: `rules version ${version}` });
    return { version, changed: true };
  });
}

export async function activeVersion(pool: Pool): Promise<number | undefined> {
  const { rows } = await pool.query<{ version: number }>('SELECT version FROM active_rules');
  return rows[0]?.version;
}

export async function readActiveRules(pool: Pool): Promise<ActiveRules | undefined> {
  const { rows } = await pool.query<ActiveRules>('SELECT version, content FROM active_rules JOIN rules_version USING (version)');
  return rows[0];
}
