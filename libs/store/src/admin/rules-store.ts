import type { DataSource, EntityManager } from 'typeorm';
import type { Pool } from 'pg';
import { v7 as newId } from 'uuid';
import { type KeptConnector, keepVersion, removeOthers } from '../connectors/versions';
import type { ActContext } from './acts';
import { Act, RulesVersion } from './entities';

export interface ActiveRules {
  readonly version: number;
  readonly content: unknown;
}

export interface Applied {
  readonly version: number;
  readonly changed: boolean;
}

/** Rules, and the connectors that they are for. */
export interface Configuration {
  readonly content: unknown;
  readonly digest: Buffer;
  readonly connectors: readonly KeptConnector[];
}

/** Makes the configuration the active one as far as it is not so already; gives the version of the rules that is active then. */
export function applyConfiguration(db: DataSource, { content, digest, connectors }: Configuration, act: ActContext): Promise<Applied> {
  return db.transaction(async (tx) => {
    const active = await lockActive(tx);
    for (const connector of connectors) await keepVersion(tx, connector, { ...act, id: newId() });
    await removeOthers(
      tx,
      connectors.map(({ name }) => name),
    );
    return activate(tx, active, { content, digest }, act);
  });
}

/** Makes one connector's settings the active ones; `change` gives the rules with that connector as it is to be. */
export function applyConnector(
  db: DataSource,
  connector: KeptConnector,
  change: (content: unknown) => { readonly content: unknown; readonly digest: Buffer },
  act: ActContext,
): Promise<Applied> {
  return db.transaction(async (tx) => {
    const active = await lockActive(tx);
    if (!active) throw new Error('no rules are active yet: run "hub config apply"');
    const kept = await keepVersion(tx, connector, act);
    await activate(tx, active, change(active.content), { ...act, id: newId() });
    return kept;
  });
}

interface Active {
  readonly version: number;
  readonly digest: Buffer;
  readonly content: unknown;
}

async function lockActive(tx: EntityManager): Promise<Active | undefined> {
  await tx.query('LOCK TABLE rules_version IN SHARE ROW EXCLUSIVE MODE');
  const [active] = await tx.query<Active[]>(
    'SELECT v.version, v.digest, v.content FROM active_rules a JOIN rules_version v USING (version)',
  );
  return active;
}

async function activate(
  tx: EntityManager,
  active: Active | undefined,
  { content, digest }: Pick<Configuration, 'content' | 'digest'>,
  act: ActContext,
): Promise<Applied> {
  if (active?.digest.equals(digest)) return { version: active.version, changed: false };
  const [newest] = await tx.query<{ version: number | null }[]>('SELECT max(version) AS version FROM rules_version');
  const version = (newest?.version ?? 0) + 1;
  await tx.getRepository(RulesVersion).insert({ version, digest, content: content as object, createdBy: act.who });
  await tx.query('INSERT INTO active_rules (version) VALUES ($1) ON CONFLICT (one) DO UPDATE SET version = excluded.version', [version]);
  await tx.getRepository(Act).insert({ ...act, what: 'rules.activate', target: `rules version ${version}` });
  return { version, changed: true };
}

export async function activeVersion(pool: Pool): Promise<number | undefined> {
  const { rows } = await pool.query<{ version: number }>('SELECT version FROM active_rules');
  return rows[0]?.version;
}

export async function readActiveRules(pool: Pool): Promise<ActiveRules | undefined> {
  const { rows } = await pool.query<ActiveRules>('SELECT version, content FROM active_rules JOIN rules_version USING (version)');
  return rows[0];
}
