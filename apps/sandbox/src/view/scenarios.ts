import Table from 'cli-table3';
import { rfc3339 } from '../day/time';
import type { ScenarioEnd, ScenarioState } from '../scenario/model';
import type { Lang } from '../stage/errors';

const heads = {
  vi: ['Kịch bản', 'Bước', 'Ngày', 'Giấy tờ', 'Hẹn trả', 'Trạng thái'],
  en: ['Scenario', 'Steps', 'Days', 'Papers', 'Due', 'State'],
} as const;

const states: Readonly<Record<ScenarioState, Readonly<Record<Lang, string>>>> = {
  complete: { vi: 'trọn vẹn, đúng hạn', en: 'complete, on time' },
  incomplete: { vi: 'thiếu bước', en: 'steps are missing' },
  'out-of-order': { vi: 'sai thứ tự', en: 'out of order' },
  late: { vi: 'quá hạn', en: 'late' },
  papers: { vi: 'sai số giấy tờ', en: 'wrong number of papers' },
};

/** One line a scenario: what arrived where it had to, days and papers as they were and as they are, when it is due, what became of it. */
export function scenarioTable(ends: readonly ScenarioEnd[], lang: Lang): string {
  if (ends.length === 0) return '';
  const table = new Table({ head: [...heads[lang]], style: { head: [], border: [] } });
  for (const { name, steps, of, limitDays, papers, before, dueAt, state } of ends)
    table.push([
      name[lang],
      `${steps}/${of}`,
      change(before.limitDays, limitDays),
      change(before.papers, papers),
      rfc3339(dueAt).slice(0, 16).replace('T', ' '),
      states[state][lang],
    ]);
  return `${table.toString()}\n`;
}

const change = (before: number, now: number): string => (before === now ? String(now) : `${before} → ${now}`);
