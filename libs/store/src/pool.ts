import { type ClientConfig, Pool, type PoolClient } from 'pg';

/** A database and who we are there. */
export interface DatabaseAddress {
  /** With user and password. */
  readonly url: string;
  /** PEM of the authority behind the server's certificate; absent: no TLS but what `url` asks for. */
  readonly ca?: string;
}

/** For a pool or a client of `pg`. With an authority: TLS that it vouches for, or no connection. */
export const connectionTo = ({ url, ca }: DatabaseAddress): Pick<ClientConfig, 'connectionString' | 'ssl'> => ({
  connectionString: url,
  ssl: tlsBy(ca),
});

export const tlsBy = (ca: string | undefined): { readonly ca: string; readonly rejectUnauthorized: true } | undefined =>
  ca === undefined ? undefined : { ca, rejectUnauthorized: true };

export interface PoolOptions {
  readonly at: DatabaseAddress;
  readonly max: number;
  /** Shown in pg_stat_activity. */
  readonly name: string;
  /** A connection that the server closed; the pool replaces it. */
  readonly onError: (error: Error) => void;
}

/** A stopped process gives its locks back, and a connection cut in silence ends the wait for it. For a statement alone the server gives up first. */
const limits = { statement: '30s', lock: '10s', idle: '10s', answerMs: 35_000 } as const;

const options = [
  '-c search_path=hub',
  `-c statement_timeout=${limits.statement}`,
  `-c lock_timeout=${limits.lock}`,
  `-c idle_in_transaction_session_timeout=${limits.idle}`,
].join(' ');

export function createPool({ at, max, name, onError }: PoolOptions): Pool {
  const pool = new Pool({
    ...connectionTo(at),
    max,
    application_name: name,
    options,
    keepAlive: true,
    query_timeout: limits.answerMs,
    connectionTimeoutMillis: 5_000,
    pipeline: true,
  });
  pool.on('error', onError);
  return pool;
}

/**
 * One transaction. Statements that do not need each other's results may be asked for together: they travel at once and are executed in the
 * order in which they were asked for. `named` gives what to throw for an error while the connection still answers; a lost one is thrown as
 * the driver says it.
 */
export async function transact<T>(pool: Pool, work: (db: PoolClient) => Promise<T>, named = (error: unknown) => error): Promise<T> {
  const db = await pool.connect();
  let broken = false;
  const lost = (): void => {
    broken = true;
  };
  db.on('error', lost); // the server may close it between two queries
  try {
    await db.query('BEGIN'); // alone: what follows a BEGIN that failed would commit by itself
    const result = await work(db);
    const { command } = await db.query('COMMIT');
    if (command !== 'COMMIT') throw new Error(`the transaction ended with ${command}`);
    return result;
  } catch (error) {
    await db.query('ROLLBACK').catch(lost);
    throw broken ? error : named(error);
  } finally {
    db.off('error', lost);
    db.release(broken);
  }
}
