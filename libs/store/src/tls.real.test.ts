import { execFileSync } from 'node:child_process';
import { chmod, chown, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningPostgres, freePorts, startPostgres } from '@lienthong/embedded';
import { Client } from 'pg';
import { createDataSource } from './admin/data-source';
import { type DatabaseAddress, connectionTo, createPool } from './pool';

const nobody = 65_534;

/** Its own authority. PostgreSQL wants the key owned by the account it runs as, which is `nobody` where the tests run as root. */
async function certificate(dir: string, name: string): Promise<{ readonly cert: string; readonly key: string }> {
  const [cert, key] = [join(dir, `${name}.pem`), join(dir, `${name}.key`)];
  const subject = ['-subj', `/CN=${name}`, '-addext', 'subjectAltName=IP:127.0.0.1'];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', ...subject, '-keyout', key, '-out', cert], {
    stdio: 'ignore',
  });
  await chmod(key, 0o600);
  if (process.getuid?.() === 0) await chown(key, nobody, nobody);
  return { cert, key };
}

const isEncrypted = 'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()';

const ways: readonly [string, (at: DatabaseAddress) => Promise<unknown>][] = [
  [
    'a pool',
    async (at) => {
      const pool = createPool({ at, max: 1, name: 'test', onError: () => undefined });
      return pool.query(isEncrypted).then(
        ({ rows }) => pool.end().then(() => rows as unknown),
        async (error: unknown) => {
          await pool.end();
          throw error;
        },
      );
    },
  ],
  [
    'a data source',
    async (at) => {
      const source = await createDataSource(at, 'test').initialize();
      const rows: unknown = await source.query(isEncrypted);
      await source.destroy();
      return rows;
    },
  ],
  [
    'a client',
    async (at) => {
      const client = new Client(connectionTo(at));
      await client.connect();
      const { rows } = await client.query<Record<string, unknown>>(isEncrypted);
      await client.end();
      return rows;
    },
  ],
];

describe('a database with a certificate', () => {
  let dir: string;
  let postgres: RunningPostgres;
  let right: string;
  let wrong: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'tls-'));
    await chmod(dir, 0o755);
    const [server, stranger] = [await certificate(dir, 'server'), await certificate(dir, 'stranger')];
    const [port = 0] = await freePorts(1);
    const settings = { ssl: true, ssl_cert_file: server.cert, ssl_key_file: server.key };
    postgres = await startPostgres({ dir: join(dir, 'db'), port, password: 'test', settings });
    right = await readFile(server.cert, 'utf8');
    wrong = await readFile(stranger.cert, 'utf8');
  });
  afterAll(async () => {
    await postgres.kill();
    await rm(dir, { recursive: true, force: true });
  });

  describe.each(ways)('%s', (_, ask) => {
    it('speaks TLS when the right authority stands behind it', async () => {
      expect(await ask({ url: postgres.url, ca: right })).toEqual([{ ssl: true }]);
    });

    it('refuses a server behind which another authority stands', async () => {
      await expect(ask({ url: postgres.url, ca: wrong })).rejects.toThrow(/self-signed certificate|unable to verify/);
    });

    it('speaks in the clear only without an authority', async () => {
      expect(await ask({ url: postgres.url })).toEqual([{ ssl: false }]);
    });
  });
});
