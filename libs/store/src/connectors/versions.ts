import type { EntityManager } from 'typeorm';
import type { ActContext } from '../admin/acts';
import { Act } from '../admin/entities';

/** A connector's settings as they are kept. */
export interface KeptConnector {
  readonly name: string;
  readonly zone: string;
  /** YAML as a person wrote it. */
  readonly text: string;
  readonly digest: Buffer;
}

interface Newest {
  readonly version: number;
  readonly digest: Buffer;
  readonly removed: boolean;
}

/** Keeps what differs from the version in force as the next one, and orders it; gives the version in force then. */
export async function keepVersion(tx: EntityManager, kept: KeptConnector, act: ActContext): Promise<{ version: number; changed: boolean }> {
  const [current] = await tx.query<Newest[]>(
    'SELECT o.version, v.digest, o.removed FROM connector_order o JOIN connector_version v USING (connector, version) WHERE connector = $1',
    [kept.name],
  );
  if (current && !current.removed && current.digest.equals(kept.digest)) return { version: current.version, changed: false };
  const [newest] = await tx.query<{ version: number }[]>(
    `INSERT INTO connector_version (connector, version, zone, text, digest, created_by, reason)
     SELECT $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5, $6 FROM connector_version WHERE connector = $1 RETURNING version`,
    [kept.name, kept.zone, kept.text, kept.digest, act.who, act.reason],
  );
  const version = newest?.version ?? 0;
  await tx.query(
    `INSERT INTO connector_order (connector, version) VALUES ($1, $2)
     ON CONFLICT (connector) DO UPDATE SET version = excluded.version, removed = false, revision = connector_order.revision + 1`,
    [kept.name, version],
  );
  await tx.getRepository(Act).insert({ ...act, what: 'connector.apply', target: `${kept.name} version ${version}` });
  return { version, changed: true };
}

/** What is configured no more ends in its zone; its versions stay. */
export async function removeOthers(tx: EntityManager, names: readonly string[]): Promise<void> {
  await tx.query(
    'UPDATE connector_order SET removed = true, paused = false, revision = revision + 1 WHERE NOT removed AND connector <> ALL($1)',
    [names],
  );
}
