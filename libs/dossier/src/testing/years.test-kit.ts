import type { CalendarYear, TimeWindow } from '../calendar/model';

const morning: TimeWindow = [8 * 60, 12 * 60];
const day: TimeWindow[] = [morning, [13 * 60 + 30, 17 * 60 + 30]];
const week = { mon: day, tue: day, wed: day, thu: day, fri: day };

const hours = { office: { week }, counter: { week: { ...week, sat: [morning] } } };

/** Two years with every kind of exception; days as Hanoi had them, but for the half day and the counter's own day. */
export const years: readonly CalendarYear[] = [
  {
    year: 2025,
    hours,
    daysOff: [
      { from: '2025-01-01', to: '2025-01-01' },
      { from: '2025-01-27', to: '2025-01-31' },
      { from: '2025-04-07', to: '2025-04-07' },
      { from: '2025-04-30', to: '2025-05-02' },
      { from: '2025-09-01', to: '2025-09-02' },
    ],
    makeUpDays: [{ date: '2025-04-26', insteadOf: '2025-05-02' }],
    halfDays: [{ date: '2025-12-31', worked: 'morning' }],
  },
  {
    year: 2026,
    hours,
    daysOff: [
      { from: '2026-01-01', to: '2026-01-02' },
      { from: '2026-02-16', to: '2026-02-20' },
      { from: '2026-04-27', to: '2026-04-27' },
      { from: '2026-04-30', to: '2026-05-01' },
      { from: '2026-08-31', to: '2026-09-02' },
      { from: '2026-11-24', to: '2026-11-24' },
      { from: '2026-12-24', to: '2026-12-24', classes: ['counter'] },
    ],
    makeUpDays: [
      { date: '2026-01-10', insteadOf: '2026-01-02' },
      { date: '2026-08-22', insteadOf: '2026-08-31' },
    ],
    halfDays: [],
  },
];

/** `2026-11-23 08:00` in Hanoi. */
export const at = (local: string): Date => new Date(`${local.replace(' ', 'T')}:00+07:00`);

export const shown = (instant: Date): string => new Date(instant.getTime() + 7 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
