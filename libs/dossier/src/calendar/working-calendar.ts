import { DossierError } from '../dossier-error';
import { dayTable, type DayTable } from './day-table';
import { dayOfMinute, instantAt, localMinute, minuteOfDay } from './local-time';
import type { CalendarYear } from './model';

/** Working time of one class of agencies in Asia/Ho_Chi_Minh, to the minute. Every function throws `calendar.year-missing` beyond its years. */
export interface WorkingCalendar {
  /** The last minute of a window is working time, its end is not. */
  isWorkingTime(at: Date): boolean;
  /** `at` itself, or the next beginning of working time: what comes in after hours counts from the next working morning. */
  nextWorkingTime(at: Date): Date;
  /**
   * The same time of day on the `days`th working day after `nextWorkingTime(from)`; where that day does not work at that time, the
   * nearest working moment before it, or the day's first.
   */
  addWorkingDays(from: Date, days: number): Date;
  /** The moment at which so much working time has passed since `from`; an end of a window rather than the next beginning. */
  addWorkingHours(from: Date, hours: number): Date;
  /** Working days after the day of `nextWorkingTime(from)` up to the day of `to`, that one included; negative when `to` is before. */
  workingDaysBetween(from: Date, to: Date): number;
  /** Negative when `to` is before `from`. */
  workingMinutesBetween(from: Date, to: Date): number;
  /** When work ends on the `days`th working day after the day of `nextWorkingTime(from)`. */
  endOfWorkingDay(from: Date, days: number): Date;
  /** When work ends on a local day (days since 1970-01-01) or, when it is free, the next working day; with `more`, so many working days later. */
  endOfDay(day: number, more?: number): Date;
}

export function workingCalendar(years: readonly CalendarYear[], agencyClass: string): WorkingCalendar {
  const table = dayTable(years, agencyClass);
  const next = (at: Date): number => nextWorkingMinute(table, localMinute(at));
  const dayAfter = (from: Date, days: number): { day: number; minute: number } => {
    const start = next(from);
    return { day: table.workingDay(table.workingDaysBefore(dayOfMinute(start)) + whole(days)), minute: minuteOfDay(start) };
  };
  const daysBetween = (from: Date, to: Date): number => {
    if (to < from) return -daysBetween(to, from);
    const start = dayOfMinute(next(from));
    return Math.max(0, table.workingDaysBefore(dayOfMinute(localMinute(to)) + 1) - table.workingDaysBefore(start + 1));
  };

  return {
    isWorkingTime: (at) => {
      const minute = localMinute(at);
      const ofDay = minuteOfDay(minute);
      return table.windows(dayOfMinute(minute)).some(([from, to]) => from <= ofDay && ofDay < to);
    },
    nextWorkingTime: (at) => {
      const minute = localMinute(at);
      const start = nextWorkingMinute(table, minute);
      return start === minute ? at : instantAt(0, start);
    },
    addWorkingDays: (from, days) => {
      const { day, minute } = dayAfter(from, days);
      return instantAt(day, workingMinuteNear(table, day, minute));
    },
    addWorkingHours: (from, hours) => {
      const start = next(from);
      const minutes = Math.round(amount(hours) * 60);
      if (minutes === 0) return instantAt(0, start);
      const target = workedBefore(table, start) + minutes;
      const day = table.dayOfWorkingMinute(target);
      return instantAt(day, minuteAfter(table, day, target - table.minutesBefore(day)));
    },
    workingDaysBetween: daysBetween,
    workingMinutesBetween: (from, to) => workedBefore(table, localMinute(to)) - workedBefore(table, localMinute(from)),
    endOfWorkingDay: (from, days) => closing(table, dayAfter(from, days).day),
    endOfDay: (day, more = 0) => closing(table, table.workingDay(table.workingDaysBefore(day) + whole(more))),
  };
}

function nextWorkingMinute(table: DayTable, minute: number): number {
  const day = dayOfMinute(minute);
  const ofDay = minuteOfDay(minute);
  const window = table.windows(day).find(([, to]) => ofDay < to);
  if (window) return day * 1440 + Math.max(ofDay, window[0]);
  const later = table.workingDay(table.workingDaysBefore(day + 1));
  return later * 1440 + (table.windows(later)[0]?.[0] ?? 0);
}

/** Working minutes of the table before a local minute. */
function workedBefore(table: DayTable, minute: number): number {
  const day = dayOfMinute(minute);
  const ofDay = minuteOfDay(minute);
  return table.windows(day).reduce((sum, [from, to]) => sum + Math.max(0, Math.min(to, ofDay) - from), table.minutesBefore(day));
}

/** The minute of the day at which `worked` of its working minutes have passed. */
function minuteAfter(table: DayTable, day: number, worked: number): number {
  let left = worked;
  for (const [from, to] of table.windows(day)) {
    if (left <= to - from) return from + left;
    left -= to - from;
  }
  throw new RangeError(`${worked.toString()} minutes are more than the day works`);
}

function workingMinuteNear(table: DayTable, day: number, minute: number): number {
  const windows = table.windows(day);
  const before = windows.findLast(([from]) => from <= minute);
  return before ? Math.min(minute, before[1]) : (windows[0]?.[0] ?? minute);
}

const closing = (table: DayTable, day: number): Date => instantAt(day, table.windows(day).at(-1)?.[1] ?? 0);

function amount(value: number): number {
  if (Number.isFinite(value) && value >= 0) return value;
  throw new DossierError('calendar.amount', `${value.toString()} is no amount of working time`);
}

function whole(days: number): number {
  if (Number.isInteger(amount(days))) return days;
  throw new DossierError('calendar.amount', `${days.toString()} is no whole number of days`);
}
