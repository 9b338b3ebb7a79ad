import { DossierError } from '../dossier-error';
import { dayNumber, weekdayOf, yearOf } from './local-time';
import type { CalendarYear, TimeWindow } from './model';

/**
 * Consecutive years of one agency class, day by day, with running sums: what lies between two days is a subtraction, and the day
 * that a sum falls on a binary search.
 */
export interface DayTable {
  /** Working time of a day; throws `calendar.year-missing` outside the years. */
  windows(day: number): readonly TimeWindow[];
  /** Working minutes of all days before `day`, which may be the day after the last. */
  minutesBefore(day: number): number;
  /** Days with any working time before `day`. */
  workingDaysBefore(day: number): number;
  /** The day in which the `count`th working minute ends, counted from the first day; `count` ≥ 1. */
  dayOfWorkingMinute(count: number): number;
  /** The `rank`th working day from 0. */
  workingDay(rank: number): number;
}

export function dayTable(years: readonly CalendarYear[], agencyClass: string): DayTable {
  const sorted = [...years].sort((a, b) => a.year - b.year);
  const [start, end] = [sorted[0], sorted.at(-1)];
  if (!start || !end) throw new DossierError('calendar.year-missing', 'there is no calendar at all: write config/calendar/<year>.yaml');
  for (let year = start.year; year <= end.year; year += 1) if (!sorted.some((found) => found.year === year)) throw missing(year);
  const days = sorted.flatMap((year) => daysOf(year, agencyClass));
  const [first, last] = [dayNumber(`${start.year.toString()}-01-01`), dayNumber(`${end.year.toString()}-12-31`)];

  const minutes = new Int32Array(days.length + 1);
  const ranks = new Int32Array(days.length + 1);
  const working: number[] = [];
  days.forEach((windows, i) => {
    const length = windows.reduce((sum, [from, to]) => sum + to - from, 0);
    minutes[i + 1] = (minutes[i] ?? 0) + length;
    ranks[i + 1] = (ranks[i] ?? 0) + (length > 0 ? 1 : 0);
    if (length > 0) working.push(first + i);
  });
  const total = minutes[days.length] ?? 0;
  const index = (day: number): number => {
    if (day < first || day > last) throw missing(yearOf(day));
    return day - first;
  };

  return {
    windows: (day) => days[index(day)] ?? [],
    minutesBefore: (day) => minutes[day === last + 1 ? days.length : index(day)] ?? 0,
    workingDaysBefore: (day) => ranks[day === last + 1 ? days.length : index(day)] ?? 0,
    dayOfWorkingMinute: (count) => {
      if (count > total) throw missing(end.year + 1);
      let [low, high] = [0, days.length - 1];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((minutes[middle + 1] ?? 0) >= count) high = middle;
        else low = middle + 1;
      }
      return first + low;
    },
    workingDay: (rank) => {
      const day = working[rank];
      if (day === undefined) throw missing(end.year + 1);
      return day;
    },
  };
}

const missing = (year: number): DossierError =>
  new DossierError('calendar.year-missing', `no calendar for ${year.toString()}: write config/calendar/${year.toString()}.yaml`);

function daysOf(calendar: CalendarYear, agencyClass: string): (readonly TimeWindow[])[] {
  const { year, hours, daysOff, makeUpDays, halfDays } = calendar;
  const week = Object.hasOwn(hours, agencyClass) ? hours[agencyClass]?.week : undefined;
  if (!week)
    throw new DossierError(
      'calendar.class-missing',
      `config/calendar/${year.toString()}.yaml has no hours for "${agencyClass}"; it has: ${Object.keys(hours).join(', ')}`,
    );
  const concerned = ({ classes }: { readonly classes?: readonly string[] }): boolean => classes?.includes(agencyClass) ?? true;
  const [start, end] = [dayNumber(`${year.toString()}-01-01`), dayNumber(`${year.toString()}-12-31`)];
  const days = Array.from({ length: end - start + 1 }, (_, i): readonly TimeWindow[] => week[weekdayOf(start + i)] ?? []);
  const at = (date: string): number => {
    const i = dayNumber(date) - start;
    if (i in days) return i;
    throw new RangeError(`${date} is not in ${year.toString()}`);
  };
  for (const { from, to } of daysOff.filter(concerned)) days.fill([], at(from), at(to) + 1);
  for (const { date, insteadOf } of makeUpDays.filter(concerned)) days[at(date)] = week[weekdayOf(dayNumber(insteadOf))] ?? [];
  for (const { date, worked } of halfDays.filter(concerned)) days[at(date)] = half(days[at(date)] ?? [], worked);
  return days;
}

const noon = 12 * 60;

function half(windows: readonly TimeWindow[], worked: 'morning' | 'afternoon'): TimeWindow[] {
  const cut = windows.map(([from, to]): TimeWindow => (worked === 'morning' ? [from, Math.min(to, noon)] : [Math.max(from, noon), to]));
  return cut.filter(([from, to]) => from < to);
}
