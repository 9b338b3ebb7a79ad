import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EmbeddedError } from '../errors';
import { lastLines, run } from '../host/run';
import { give, type Account } from './account';

export const SUPERUSER = 'hub_admin';

export interface NewCluster {
  readonly initdb: string;
  readonly dir: string;
  readonly password: string;
  readonly account: Account | undefined;
}

/** Makes the data folder `<dir>/data` unless it is there. Built beside and renamed, so that an interrupted run is simply repeated. */
export async function ensureCluster({ initdb, dir, password, account }: NewCluster): Promise<string> {
  const data = join(dir, 'data');
  if (existsSync(join(data, 'PG_VERSION'))) return data;
  const fresh = join(dir, 'data.new');
  const secret = join(dir, 'password.new');
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh);
  await chmod(fresh, 0o700);
  await give(fresh, account);
  try {
    await writeFile(secret, password, { mode: 0o600 });
    await give(secret, account);
    const identity = ['-U', SUPERUSER, '--auth=scram-sha-256', `--pwfile=${secret}`];
    const args = ['-D', fresh, ...identity, '--encoding=UTF8', '--locale=C', '--no-instructions'];
    const { code, output } = await run(initdb, args, { ...account, cwd: dir, env: SERVER_ENV });
    if (code !== 0) throw failed(dir, code, output);
  } finally {
    await rm(secret, { force: true });
  }
  await rename(fresh, data);
  return data;
}

/** Nothing of the caller's environment reaches the server: PG* variables would silently change it. */
export const SERVER_ENV = { LC_ALL: 'C', TZ: 'UTC' };

const failed = (dir: string, code: number, output: string): EmbeddedError =>
  new EmbeddedError('embedded.did-not-start', {
    vi: `Không tạo được cơ sở dữ liệu trong ${dir} (initdb, mã ${String(code)}):\n${lastLines(output)}`,
    en: `The database in ${dir} could not be made (initdb, code ${String(code)}):\n${lastLines(output)}`,
  });
