import { chmod, mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { MIN_FREE_BYTES, requireDiskSpace } from '../host/disk';
import { lockFolder } from '../host/lock';
import { requirePorts } from '../host/ports';
import { launch, type Running, type Server } from '../host/server';
import { requireReachable, serverAccount, type Account } from './account';
import { findBinaries } from './binaries';
import { ensureCluster, SERVER_ENV, SUPERUSER } from './initdb';
import { clearPostmaster, readPostmaster } from './postmaster';

export interface StartPostgres {
  readonly dir: string;
  readonly port: number;
  /** Of the superuser `hub_admin`; taken when the data folder is made, later starts must bring the same. */
  readonly password: string;
  /** Server parameters that win over ours. */
  readonly settings?: Readonly<Record<string, string | number | boolean>>;
  readonly minFreeBytes?: number;
}

export interface RunningPostgres extends Running {
  /** Superuser's connection string to database `postgres`. */
  readonly url: string;
}

/** Starts PostgreSQL on 127.0.0.1 and resolves when it accepts connections. As root the server runs as `nobody`. */
export async function startPostgres(options: StartPostgres): Promise<RunningPostgres> {
  const { port, password } = options;
  const account = serverAccount(process.getuid?.());
  const { initdb, postgres } = findBinaries();
  await mkdir(options.dir, { recursive: true });
  const dir = await realpath(options.dir);
  await requireDiskSpace(dir, options.minFreeBytes ?? MIN_FREE_BYTES);
  await openFolder(dir, postgres, account);
  const lock = await lockFolder('PostgreSQL', dir, 'SIGINT');
  try {
    await clearPostmaster(join(dir, 'data'));
    await requirePorts('PostgreSQL', [port]);
    const data = await ensureCluster({ initdb, dir, password, account });
    const parameters = { ...DEFAULTS, ...options.settings };
    const running = await launch(server({ postgres, dir, data, port, parameters, account }), lock);
    return { ...running, url: `postgres://${SUPERUSER}:${encodeURIComponent(password)}@127.0.0.1:${String(port)}/postgres` };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function openFolder(dir: string, postgres: string, account: Account | undefined): Promise<void> {
  if (account) await chmod(dir, 0o711);
  await requireReachable(join(dir, 'data'), account);
  await requireReachable(postgres, account);
}

const DEFAULTS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: 100,
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  // compiling a plan costs more than any of our statements takes
  jit: false,
  fsync: true,
  synchronous_commit: true,
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Errors of statements quote values, and values name people: the caller gets them, the log keeps what ranks above (LOG, FATAL, PANIC).
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
};

interface Prepared {
  readonly postgres: string;
  readonly dir: string;
  readonly data: string;
  readonly port: number;
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  readonly account: Account | undefined;
}

const server = ({ postgres, dir, data, port, parameters, account }: Prepared): Server => ({
  service: 'PostgreSQL',
  command: postgres,
  args: ['-D', data, '-p', String(port), ...Object.entries(parameters).flatMap(([name, value]) => ['-c', `${name}=${String(value)}`])],
  options: { ...account, cwd: data, env: SERVER_ENV },
  log: join(dir, 'postgres.log'),
  stopSignal: 'SIGINT',
  serves: async (pid) => {
    const state = await readPostmaster(data);
    return state?.pid === pid && state.status === 'ready';
  },
});
