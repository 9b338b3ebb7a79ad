import { chown, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EmbeddedError } from '../errors';

/** The account that PostgreSQL runs as. It refuses to run as root; `nobody` exists everywhere, so no account has to be made. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

export const NOBODY: Account = { uid: 65534, gid: 65534 };

/** `nobody` for root; undefined (stay who we are) for everyone else. */
export const serverAccount = (uid: number | undefined): Account | undefined => (uid === 0 ? NOBODY : undefined);

export async function give(path: string, account: Account | undefined): Promise<void> {
  if (account) await chown(path, account.uid, account.gid);
}

const SEARCH = 0o1;

/** Rejects with `embedded.folder-closed` when `account` may not pass through one of the folders above `path`. */
export async function requireReachable(path: string, account: Account | undefined): Promise<void> {
  if (!account) return;
  for (const folder of foldersAbove(path)) {
    const { uid, gid, mode } = await stat(folder);
    const bits = uid === account.uid ? mode >> 6 : gid === account.gid ? mode >> 3 : mode;
    if (bits & SEARCH) continue;
    throw new EmbeddedError('embedded.folder-closed', {
      vi: `Khi chạy bằng root, PostgreSQL dùng tài khoản nobody, nhưng tài khoản này không vào được ${folder}. Hãy chạy: chmod o+x ${folder}, hoặc chuyển dự án sang thư mục khác, hoặc chạy bằng người dùng thường.`,
      en: `Started by root, PostgreSQL runs as nobody, who may not enter ${folder}. Run: chmod o+x ${folder}, or move the project to another folder, or start it as an ordinary user.`,
    });
  }
}

function foldersAbove(path: string): string[] {
  const above = dirname(path);
  return above === path ? [] : [...foldersAbove(above), above];
}
