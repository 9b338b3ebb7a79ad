import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { freePorts } from '../host/ports';
import { NOBODY, requireReachable } from './account';
import { startPostgres, type RunningPostgres, type StartPostgres } from './start';

async function ask(url: string, sql: string, values: unknown[] = []): Promise<unknown[][]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<unknown[]>({ text: sql, values, rowMode: 'array' })).rows;
  } finally {
    await client.end();
  }
}

describe('an embedded PostgreSQL', () => {
  let options: StartPostgres;
  let parent: string;
  let postgres: RunningPostgres | undefined;

  beforeEach(async () => {
    const [port = 0] = await freePorts(1);
    parent = await mkdtemp(join(tmpdir(), 'postgres-'));
    await chmod(parent, 0o755);
    options = { dir: join(parent, 'db'), port, password: 'p@ss/word' };
  });

  afterEach(async () => {
    await postgres?.kill();
    postgres = undefined;
    await rm(parent, { recursive: true, force: true });
  });

  it('starts, durable and in UTC, and lets nobody in without the password', async () => {
    postgres = await startPostgres(options);
    const show = `SELECT name, setting FROM pg_settings WHERE name = ANY($1) ORDER BY name`;
    const names = ['fsync', 'synchronous_commit', 'TimeZone', 'server_encoding', 'max_connections'];
    expect(Object.fromEntries(await ask(postgres.url, show, [names]))).toEqual({
      fsync: 'on',
      synchronous_commit: 'on',
      TimeZone: 'UTC',
      server_encoding: 'UTF8',
      max_connections: '100',
    });
    const wrong = postgres.url.replace('p%40ss', 'guess');
    await expect(ask(wrong, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('keeps every committed row over a kill -9, and over an orderly stop', async () => {
    postgres = await startPostgres(options);
    await ask(postgres.url, 'CREATE TABLE t (n int)');
    for (let n = 0; n < 20; n++) await ask(postgres.url, 'INSERT INTO t VALUES ($1)', [n]);
    await postgres.kill();
    postgres = await startPostgres(options);
    expect(await ask(postgres.url, 'SELECT count(*)::int FROM t')).toEqual([[20]]);
    await postgres.stop();
    postgres = await startPostgres(options);
    expect(await ask(postgres.url, 'SELECT count(*)::int FROM t')).toEqual([[20]]);
  });

  it('starts again at once although a backend of the killed server is still busy', async () => {
    postgres = await startPostgres(options);
    const busy = ask(postgres.url, 'SELECT sum(n) FROM generate_series(1, 300000000) AS g (n)').catch(() => undefined);
    await sleep(300);
    await postgres.kill();
    postgres = await startPostgres(options);
    expect(await ask(postgres.url, 'SELECT 1')).toEqual([[1]]);
    await busy;
  });

  it('refuses a second start beside a running one and a busy port', async () => {
    postgres = await startPostgres(options);
    await expect(startPostgres(options)).rejects.toMatchObject({ code: 'embedded.already-running' });
    await expect(startPostgres({ ...options, dir: join(parent, 'other') })).rejects.toMatchObject({ code: 'embedded.port-busy' });
  });

  it('writes no values of statements into its log', async () => {
    postgres = await startPostgres(options);
    await expect(ask(postgres.url, `SELECT 'Nguyễn Thị Lan'::int`)).rejects.toMatchObject({ code: '22P02' });
    const log = await readFile(join(options.dir, 'postgres.log'), 'utf8');
    expect(log).toContain('ready to accept connections');
    expect(log).not.toContain('Lan');
  });

  it('replaces a server that outlived its owner and its lock', async () => {
    const orphan = await startPostgres(options);
    await rm(join(options.dir, 'lienthong.lock'));
    postgres = await startPostgres(options);
    expect(postgres.pid).not.toBe(orphan.pid);
    expect(await ask(postgres.url, 'SELECT 1')).toEqual([[1]]);
  });

  it('starts although the number in a stale postmaster.pid now belongs to another program', async () => {
    postgres = await startPostgres(options);
    await postgres.kill();
    const file = join(options.dir, 'data/postmaster.pid');
    const stale = (await readFile(file, 'utf8')).split('\n').slice(1);
    await writeFile(file, [String(process.pid), ...stale].join('\n'));
    postgres = await startPostgres(options);
    expect(await ask(postgres.url, 'SELECT 1')).toEqual([[1]]);
  });

  it('gives no part of the caller’s environment to the server', async () => {
    postgres = await startPostgres(options);
    const environment = await readFile(`/proc/${String(postgres.pid)}/environ`, 'utf8');
    expect(environment.split('\0').filter(Boolean)).toEqual(['LC_ALL=C', 'TZ=UTC']);
  });

  it('names the folder that the server’s account may not enter', async () => {
    await chmod(parent, 0o700);
    await expect(requireReachable(join(parent, 'db'), NOBODY)).rejects.toMatchObject({ code: 'embedded.folder-closed' });
    await expect(requireReachable(join(parent, 'db'), undefined)).resolves.toBeUndefined();
  });
});
