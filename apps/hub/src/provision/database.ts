import type { HubConfig } from '@lienthong/config';
import {
  type DatabaseAddress,
  connectionTo,
  createDataSource,
  databaseUsers,
  ensureSchema,
  ensureUsers,
  migrationNames,
  missingUsers,
} from '@lienthong/store';
import { Client } from 'pg';
import { databaseFor, databasePasswordFile, readSecret } from '../credentials';
import { durableDatabase } from '../durable';
import type { Step } from './step';

/** Schema, migrations and users. Migrations and grants run at each provisioning: both are idempotent. */
export async function databaseSteps(config: HubConfig, data: string): Promise<Step[]> {
  const at = databaseFor(config, data, 'hub_admin');
  const { pending, missing } = await inspect(at, config);
  const words = [...pending.map((name) => `migration ${name}`), ...missing.map((user) => `user ${user}`)];
  return [{ words: words.length > 0 ? `+ database: ${words.join(', ')}` : '= database: grants', apply: () => apply(at, data) }];
}

async function inspect(at: DatabaseAddress, config: HubConfig): Promise<{ pending: readonly string[]; missing: readonly string[] }> {
  return withClient(at, async (admin) => {
    await durableDatabase(config, admin);
    const { rows } = await admin.query<{ found: boolean }>("SELECT to_regclass('hub.migration') IS NOT NULL AS found");
    const done = rows[0]?.found ? (await admin.query<{ name: string }>('SELECT name FROM hub.migration')).rows.map(({ name }) => name) : [];
    return {
      pending: migrationNames.filter((name) => !done.includes(name)),
      missing: await missingUsers(admin),
    };
  });
}

async function apply(at: DatabaseAddress, data: string): Promise<void> {
  await withClient(at, ensureSchema);
  const source = await createDataSource(at, 'hub provision').initialize();
  try {
    await source.runMigrations({ transaction: 'each' });
  } finally {
    await source.destroy();
  }
  const passwords = Object.fromEntries(databaseUsers.map((user) => [user, readSecret(databasePasswordFile(data, user))]));
  await withClient(at, (admin) => ensureUsers(admin, passwords as Record<(typeof databaseUsers)[number], string>));
}

async function withClient<T>(at: DatabaseAddress, work: (admin: Client) => Promise<T>): Promise<T> {
  const client = new Client({ ...connectionTo(at), application_name: 'hub provision', connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
