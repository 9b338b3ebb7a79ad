import type { ConnectorStateName } from '@lienthong/message';
import type { Pool } from 'pg';

/** A connector as it is ordered, and what its zone says. */
export interface ConnectorState {
  readonly connector: string;
  readonly zone: string;
  readonly version: number;
  readonly paused: boolean;
  readonly since: Date;
  readonly who: string;
  readonly reason: string;
  /** SHA-256 in lower-case hex. */
  readonly digest: string;
  /** Whether the zone has done the newest order. */
  readonly isDone: boolean;
  /** `''` until the zone has spoken. */
  readonly state: ConnectorStateName | '';
  readonly problem: string;
}

export async function readConnectors(pool: Pool): Promise<ConnectorState[]> {
  const { rows } = await pool.query<ConnectorState>(
    `SELECT o.connector, v.zone, o.version, o.paused, v.created_at AS since, v.created_by AS who, v.reason, encode(v.digest, 'hex') AS digest,
       o.reported = o.revision AS "isDone", o.state, o.problem
     FROM connector_order o JOIN connector_version v USING (connector, version) WHERE NOT o.removed ORDER BY o.connector`,
  );
  return rows;
}

export interface KeptVersion {
  readonly version: number;
  readonly text: string;
  readonly since: Date;
  readonly who: string;
  readonly reason: string;
  readonly isCurrent: boolean;
}

/** The newest first. */
export async function readVersions(pool: Pool, connector: string): Promise<KeptVersion[]> {
  const { rows } = await pool.query<KeptVersion>(
    `SELECT v.version, v.text, v.created_at AS since, v.created_by AS who, v.reason, v.version = o.version AS "isCurrent"
     FROM connector_version v JOIN connector_order o USING (connector) WHERE connector = $1 ORDER BY v.version DESC`,
    [connector],
  );
  return rows;
}
