import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningPostgres, freePorts, startPostgres } from '@lienthong/embedded';
import { Client, type Pool } from 'pg';
import { v7 as newId } from 'uuid';
import { createDataSource } from '../admin/data-source';
import { type DatabaseUser, databaseUsers, ensureSchema, ensureUsers } from '../admin/users';
import { type LedgerContext, PostgresLedger } from '../ledger/ledger';
import { type DatabaseAddress, connectionTo, createPool } from '../pool';

export interface TestLedger {
  /** As the core connects. */
  readonly pool: Pool;
  /** As the administrator's commands connect. */
  readonly clerk: Pool;
  /** As the live view connects. */
  readonly watch: Pool;
  /** As the gateway connects. */
  readonly gateway: Pool;
  /** As a zone with inboxes connects. */
  readonly inbox: Pool;
  /** The owner of the schema: for what a test must do to time, or to history. */
  readonly admin: Pool;
  readonly ledger: PostgresLedger;
  readonly context: LedgerContext;
  /** Positions of the messages that a defect parked, as `topic/partition@offset`. */
  readonly alarms: string[];
  stop(): Promise<void>;
}

/** A real PostgreSQL with the product's schema and rules version 1 active. */
export async function startLedger(): Promise<TestLedger> {
  const dir = await mkdtemp(join(tmpdir(), 'ledger-'));
  const [port = 0] = await freePorts(1);
  const postgres: RunningPostgres = await startPostgres({ dir, port, password: randomBytes(12).toString('hex') });
  const password = randomBytes(12).toString('hex');
  await provision(postgres, password);
  const as = (user?: DatabaseUser): Pool =>
    createPool({ at: user ? addressOf(postgres, user, password) : postgres, max: 8, name: 'test', onError: () => undefined });
  const [pool, clerk, watch, gateway, inbox, admin] = [
    as('hub_core'),
    as('hub_clerk'),
    as('hub_watch'),
    as('hub_gateway'),
    as('hub_inbox'),
    as(),
  ];
  await admin.query(`INSERT INTO rules_version (version, digest, content, created_by) VALUES (1, '', '{}', 'test'), (2, '', '{}', 'test')`);
  await admin.query('INSERT INTO active_rules (version) VALUES (1)');
  const backoff = { first: 2_000, max: 3_000 };
  const alarms: string[] = [];
  const alarm: LedgerContext['alarm'] = (reason, { position: p }) => alarms.push(`${reason.code} ${p.topic}/${p.partition}@${p.offset}`);
  const context = { clusterId: 'cluster', worker: 'test', attempts: 3, backoff, random: (n: number) => randomBytes(n), newId, alarm };
  const stop = async (): Promise<void> => {
    await Promise.all([pool, clerk, watch, gateway, inbox, admin].map((one) => one.end()));
    await postgres.stop();
    await rm(dir, { recursive: true, force: true });
  };
  return { pool, clerk, watch, gateway, inbox, admin, ledger: new PostgresLedger(pool, context), context, alarms, stop };
}

async function provision(at: DatabaseAddress, password: string): Promise<void> {
  const admin = new Client(connectionTo(at));
  await admin.connect();
  await ensureSchema(admin);
  const source = await createDataSource(at, 'test').initialize();
  await source.runMigrations({ transaction: 'each' });
  await source.destroy();
  await ensureUsers(admin, Object.fromEntries(databaseUsers.map((user) => [user, password])) as Record<DatabaseUser, string>);
  await admin.end();
}

function addressOf({ url }: DatabaseAddress, user: DatabaseUser, password: string): DatabaseAddress {
  const address = new URL(url);
  address.username = user;
  address.password = password;
  return { url: address.toString() };
}
