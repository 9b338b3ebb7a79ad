import { statfs } from 'node:fs/promises';
import { EmbeddedError } from '../errors';

/** 1 GiB: below it a broker or a database would soon stop in the middle of its work. */
export const MIN_FREE_BYTES = 1024 ** 3;

const mib = (bytes: number): string => `${String(Math.floor(bytes / 1024 ** 2))} MiB`;

/** Rejects with `embedded.disk-full` when the file system of `dir` (which must exist) has less than `minFreeBytes` left for us. */
export async function requireDiskSpace(dir: string, minFreeBytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(dir);
  const free = bavail * bsize;
  if (free >= minFreeBytes) return;
  throw new EmbeddedError('embedded.disk-full', {
    vi: `Ổ đĩa chứa ${dir} chỉ còn ${mib(free)}, cần ít nhất ${mib(minFreeBytes)}. Hãy xoá bớt tệp hoặc đặt thư mục dữ liệu ở ổ khác.`,
    en: `The disk of ${dir} has only ${mib(free)} left, at least ${mib(minFreeBytes)} are needed. Remove files or put the data folder on another disk.`,
  });
}
