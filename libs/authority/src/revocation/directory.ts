import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Kept, RevocationArchive } from './archive';

interface Entry {
  readonly digest: string;
  readonly learnedAt: string;
}

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** A folder for roles without PostgreSQL: bytes in `<SHA-256>.der`, and for each key a small file that names the newest. */
export class RevocationDirectory implements RevocationArchive {
  constructor(private readonly folder: string) {}

  async find(keys: readonly string[]): Promise<readonly Kept[]> {
    const found = await Promise.all(keys.flatMap((key) => (['ocsp', 'crl'] as const).map((kind) => this.read(key, kind))));
    return found.flatMap((one) => one ?? []);
  }

  async keep({ key, kind, raw, learnedAt }: Kept): Promise<void> {
    const entry: Entry = { digest: sha256(raw), learnedAt: learnedAt.toISOString() };
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await this.write(`${entry.digest}.der`, raw);
    await this.write(nameOf(key, kind), Buffer.from(JSON.stringify(entry)));
  }

  private async read(key: string, kind: Kept['kind']): Promise<Kept | undefined> {
    try {
      const { digest, learnedAt } = JSON.parse(await readFile(join(this.folder, nameOf(key, kind)), 'utf8')) as Entry;
      const raw = await readFile(join(this.folder, `${digest}.der`));
      return sha256(raw) === digest ? { key, kind, raw, learnedAt: new Date(learnedAt) } : undefined;
    } catch (error) {
      if (isMissing(error) || error instanceof SyntaxError) return undefined; // cut off: as good as none
      throw error;
    }
  }

  /** Whole or not at all. */
  private async write(name: string, bytes: Uint8Array): Promise<void> {
    const temporary = join(this.folder, `.${name}.${process.pid}`);
    await writeFile(temporary, bytes, { mode: 0o600 });
    await rename(temporary, join(this.folder, name));
  }
}

const nameOf = (key: string, kind: Kept['kind']): string => `${kind}-${sha256(key)}.json`;

const isMissing = (error: unknown): boolean => typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
