import { explain } from '@lienthong/message';
import type { Status } from '@lienthong/store';
import { type Lang, explained, localTime } from '../terminal';

const words = {
  vi: {
    title: 'LIÊN THÔNG',
    rules: 'bộ luật',
    taken: 'Tiếp nhận',
    recorded: 'đã ghi',
    refused: 'từ chối',
    delivered: 'Đã giao',
    perSecond: '/giây',
    lanes: 'Làn',
    waiting: 'chờ gửi',
    released: 'đang gửi',
    parkedOut: 'đứng (ra)',
    parkedIn: 'đứng (vào)',
    reasons: 'Từ chối theo lý do',
    checkpoint: 'Điểm niêm phong mới nhất',
    leaves: 'lá',
    none: 'chưa có',
    unpublished: 'CHƯA CÔNG BỐ con dấu mới nhất từ',
    provisional: 'Nhận tạm',
    open: 'chưa rõ chứng thư có bị thu hồi không',
    disproved: 'HOÁ RA KHÔNG HỢP LỆ (hub message list)',
    signing: 'Ký số',
    canSign: 'ký được, chứng thư hết hạn',
    cannotSign: 'KHÔNG KÝ ĐƯỢC từ',
    nobody: 'không có lõi nào đang chạy',
    stop: 'Ctrl-C để dừng',
  },
  en: {
    title: 'LIÊN THÔNG',
    rules: 'rules',
    taken: 'Taken in',
    recorded: 'recorded',
    refused: 'refused',
    delivered: 'Delivered',
    perSecond: '/s',
    lanes: 'Lanes',
    waiting: 'to send',
    released: 'in flight',
    parkedOut: 'parked (out)',
    parkedIn: 'parked (in)',
    reasons: 'Refused by reason',
    checkpoint: 'Newest checkpoint',
    leaves: 'leaves',
    none: 'none yet',
    unpublished: 'NOT PUBLISHED: the newest seal, since',
    provisional: 'Provisional',
    open: 'not known yet whether a certificate is revoked',
    disproved: 'TURNED OUT INVALID (hub message list)',
    signing: 'Signing',
    canSign: 'can sign, certificate ends',
    cannotSign: 'CANNOT SIGN since',
    nobody: 'no core is running',
    stop: 'Ctrl-C to stop',
  },
} as const;

/** One picture of the hub as text lines. `before` = the status from which the rates are counted. */
export function frame(status: Status, before: Status | undefined, lang: Lang): string {
  const w = words[lang];
  const number = numberIn(lang);
  const taken = sum(status, isTaken);
  const delivered = sum(status, (o) => o.outcome === 'delivery.delivered');
  const { lanes, checkpoint } = status;
  return [
    `${w.title}  ${localTime(status.at)}  ${w.rules} ${status.rulesVersion ?? '-'}`,
    '',
    `${w.taken.padEnd(12)} ${number(taken)}  ${rate(status, before, isTaken)}${w.perSecond}   ${connectors(status)}`,
    `${w.delivered.padEnd(12)} ${number(delivered)}  ${rate(status, before, (o) => o.outcome === 'delivery.delivered')}${w.perSecond}`,
    `${w.lanes.padEnd(12)} ${w.waiting} ${lanes.waiting} · ${w.released} ${lanes.released} · ${w.parkedOut} ${lanes.parkedOut} · ${w.parkedIn} ${lanes.parkedIn}`,
    `${w.checkpoint}: ${shownHead(checkpoint, lang)}`,
    ...unpublished(status, lang),
    ...provisional(status, lang),
    ...signing(status, lang),
    '',
    w.reasons,
    ...reasons(status, lang),
    '',
    w.stop,
  ].join('\n');
}

type Outcome = Status['outcomes'][number];

const isTaken = ({ outcome }: Outcome): boolean => ['recorded', 'refused', 'unverified', 'duplicate'].includes(outcome);
const isRefused = ({ outcome }: Outcome): boolean => outcome === 'refused' || outcome === 'unverified';
const numberIn =
  (lang: Lang) =>
  (n: number): string =>
    n.toLocaleString(lang === 'vi' ? 'vi-VN' : 'en-GB').padStart(9);

function sum(status: Status, matches: (outcome: Outcome) => boolean): number {
  return status.outcomes.filter(matches).reduce((total, { n }) => total + n, 0);
}

function rate(status: Status, before: Status | undefined, matches: (outcome: Outcome) => boolean): string {
  if (!before) return '    -';
  const seconds = (status.at.getTime() - before.at.getTime()) / 1_000;
  return ((sum(status, matches) - sum(before, matches)) / seconds).toFixed(1).padStart(7);
}

function connectors(status: Status): string {
  const names = [...new Set(status.outcomes.filter(isTaken).map((o) => o.connector))].sort();
  return names.map((name) => `${name} ${sum(status, (o) => isTaken(o) && o.connector === name)}`).join(' · ');
}

function reasons(status: Status, lang: Lang): string[] {
  const codes = new Map<string, number>();
  for (const { code, n } of status.outcomes.filter(isRefused)) codes.set(code, (codes.get(code) ?? 0) + n);
  return [...codes]
    .sort(([, a], [, b]) => b - a)
    .slice(0, 12)
    .map(([code, n]) => `${String(n).padStart(7)}  ${code.padEnd(28)} ${explain(code)[lang]}`);
}

function shownHead(checkpoint: Status['checkpoint'], lang: Lang): string {
  if (!checkpoint?.root || !checkpoint.at) return words[lang].none;
  const { published, root, at } = checkpoint;
  return `${numberIn(lang)(published)} ${words[lang].leaves} · ${root.slice(0, 16)}… · ${localTime(at)}`;
}

/** So long a seal may wait without anybody being told. */
const unpublishedMs = 10_000;

function unpublished({ at, checkpoint }: Status, lang: Lang): string[] {
  const since = checkpoint?.unpublishedSince;
  if (!since || at.getTime() - since.getTime() < unpublishedMs) return [];
  return [`  ! ${words[lang].unpublished} ${localTime(since)} (${checkpoint.sealed - checkpoint.published} ${words[lang].leaves})`];
}

function provisional({ provisional: { open, disproved } }: Status, lang: Lang): string[] {
  const w = words[lang];
  const told = [...(open > 0 ? [`${open} ${w.open}`] : []), ...(disproved > 0 ? [`! ${disproved} ${w.disproved}`] : [])];
  return told.length > 0 ? [`${w.provisional.padEnd(12)} ${told.join(' · ')}`] : [];
}

function signing({ signers }: Status, lang: Lang): string[] {
  const w = words[lang];
  if (signers.length === 0) return [`${w.signing.padEnd(12)} ${w.nobody}`];
  return signers.map(({ worker, code, notAfter, since }) => {
    const end = notAfter ? localTime(notAfter) : w.none;
    const state = code === '' ? `${w.canSign} ${end}` : `${w.cannotSign} ${localTime(since)}: ${explained(code, lang)}`;
    return `${w.signing.padEnd(12)} ${worker}: ${state}`;
  });
}
