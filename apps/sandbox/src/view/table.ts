import { explain } from '@lienthong/message';
import Table from 'cli-table3';
import { type Figures, type Finding, faultFigures } from '../check/model';
import type { Lang } from '../stage/errors';

const labels = {
  submitted: { vi: 'Đã gửi', en: 'Submitted' },
  accepted: { vi: 'Được nhận', en: 'Accepted' },
  recorded: { vi: 'Đã ghi nhận', en: 'Recorded' },
  delivered: { vi: 'Đã chuyển đến nơi', en: 'Delivered' },
  duplicates: { vi: 'Gửi lặp, trả kết quả cũ', en: 'Duplicates, answered with the stored outcome' },
  refused: { vi: 'Bị từ chối', en: 'Refused' },
  receipts: { vi: 'Biên nhận đã kiểm tra', en: 'Receipts verified' },
  lost: { vi: 'Mất', en: 'Lost' },
  doubled: { vi: 'Xử lý hai lần', en: 'Doubled' },
  outOfOrder: { vi: 'Sai thứ tự', en: 'Out of order' },
  wronglyRefused: { vi: 'Từ chối nhầm', en: 'Wrongly refused' },
  wronglyAccepted: { vi: 'Nhận nhầm', en: 'Wrongly accepted' },
  wrongReason: { vi: 'Từ chối sai lý do', en: 'Refused for a wrong reason' },
  parked: { vi: 'Còn tạm giữ', en: 'Still parked' },
  scenarios: { vi: 'Kịch bản trọn vẹn', en: 'Scenarios complete' },
  scenariosFailed: { vi: 'Kịch bản không đạt', en: 'Scenarios failed' },
  receiptsInvalid: { vi: 'Biên nhận sai hoặc thiếu', en: 'Receipts invalid or missing' },
  seconds: { vi: 'Thời gian (giây)', en: 'Seconds' },
  seed: { vi: 'Hạt giống', en: 'Seed' },
} as const;

const counts = ['submitted', 'accepted', 'recorded', 'delivered', 'duplicates', 'refused'] as const;

/** The day's figures for a person: counts, refusals by reason, then what must be 0. */
export function tableOf(figures: Figures, lang: Lang): string {
  const table = new Table({ colAligns: ['left', 'right'], style: { head: [], border: [] } });
  const add = (name: keyof typeof labels): void => void table.push([labels[name][lang], String(figures[name])]);
  counts.forEach(add);
  for (const [code, count] of Object.entries(figures.refusedByCode).sort(([, a], [, b]) => b - a))
    table.push([`  ${explain(code)[lang]} [${code}]`, String(count)]);
  add('receipts');
  add('scenarios');
  faultFigures.forEach(add);
  add('seconds');
  add('seed');
  return `${table.toString()}\n`;
}

/** At most `limit` findings of each figure, one a line. */
export function findingsOf(findings: readonly Finding[], lang: Lang, limit = 5): string {
  return faultFigures
    .flatMap((figure) => findings.filter((finding) => finding.figure === figure).slice(0, limit))
    .map(({ figure, n, what }) => `${labels[figure][lang]}${n === 0 ? '' : ` #${n}`}: ${what}\n`)
    .join('');
}
