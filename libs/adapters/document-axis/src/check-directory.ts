import type { CheckResult, Tools } from '@lienthong/adapter-kit';
import { AgenciesFile } from './agencies-file';
import type { DocumentAxisConfig } from './config';

type Words = CheckResult['words'];

/** More than a night was missed. */
const stale = 36 * 3_600_000;

/** How old the list of agencies is that the running connector keeps; nothing where it keeps none. */
export async function checkDirectory(
  { directory }: Pick<DocumentAxisConfig, 'directory'>,
  { now }: Pick<Tools, 'now'>,
): Promise<CheckResult[]> {
  if (directory?.file === undefined) return [];
  const told = (ok: boolean, { vi, en }: Words): CheckResult[] => [
    { step: 'directory', ok, words: { vi: `Danh mục đơn vị của trục: ${vi}`, en: `Directory of the axis' agencies: ${en}` } },
  ];
  try {
    const kept = await new AgenciesFile(directory.file).read();
    if (!kept) return told(true, { vi: 'chưa lấy, sẽ lấy khi kết nối chạy', en: 'not fetched yet, it is when the connector runs' });
    const age = now().getTime() - kept.at.getTime();
    return told(age < stale, wordsOf(kept.codes.size, Math.max(0, age)));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return told(false, { vi: `không đọc được tệp (${reason})`, en: `the file cannot be read (${reason})` });
  }
}

function wordsOf(agencies: number, age: number): Words {
  const [hours, minutes] = [Math.floor(age / 3_600_000), Math.floor(age / 60_000) % 60];
  return {
    vi: `${agencies} đơn vị, lấy cách đây ${hours} giờ ${minutes} phút`,
    en: `${agencies} agencies, fetched ${hours} h ${minutes} min ago`,
  };
}
