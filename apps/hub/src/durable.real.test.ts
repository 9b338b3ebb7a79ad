import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HubConfig } from '@lienthong/config';
import { freePorts, startPostgres } from '@lienthong/embedded';
import { Client } from 'pg';
import { durableDatabase } from './durable';

const as = (mode: HubConfig['installation']['mode']) => ({ installation: { mode } }) as HubConfig;

it('refuses a database that may lose what it acknowledged, but in development', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'durable-'));
  const [port = 0] = await freePorts(1);
  const postgres = await startPostgres({ dir, port, password: 'only here' });
  const db = new Client({ connectionString: postgres.url });
  try {
    await db.connect();
    await expect(durableDatabase(as('production'), db)).resolves.toBeUndefined();
    await db.query('SET synchronous_commit = off');
    await expect(durableDatabase(as('production'), db)).rejects.toThrow('synchronous_commit=off');
    await expect(durableDatabase(as('dev'), db)).resolves.toBeUndefined();
  } finally {
    await db.end();
    await postgres.stop();
    await rm(dir, { recursive: true, force: true });
  }
});
