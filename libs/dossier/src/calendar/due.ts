import { dayOfMinute, localMinute } from './local-time';
import type { WorkingCalendar } from './working-calendar';

/** How long an agency has. */
export interface Limit {
  readonly count: number;
  readonly unit: 'working-day' | 'working-hour' | 'calendar-day';
  /**
   * `same-time`: the minute of receipt counts, as one-stop systems compute it. `end-of-day`: the day of receipt does not count and the last
   * one counts in full (Civil Code 2015, Art. 147, 148). Hours always end at their minute, calendar days always with their day.
   */
  readonly ends: 'same-time' | 'end-of-day';
  /** What a request for supplements does to the time already used. */
  readonly afterSupplement: 'continue' | 'restart';
}

/** Time that is not the agency's: it waits for the applicant. */
export interface Pause {
  readonly from: Date;
  readonly to: Date;
  readonly reason: 'supplement' | 'payment';
}

/** One-stop systems show due times in quarters of an hour, rounded in favour of the agency. */
const quarter = 15 * 60_000;

/** When a dossier is due that came in at `received`. What comes after hours counts from the next working morning. Throws `DossierError`. */
export function dueAt(calendar: WorkingCalendar, received: Date, limit: Limit, pauses: readonly Pause[] = []): Date {
  const due = unpaused(calendar, calendar.nextWorkingTime(received), limit);
  return new Date(Math.ceil(postponed(calendar, due, limit, pauses).getTime() / quarter) * quarter);
}

/**
 * Each pause moves the due time by the working time that it took (QĐ 766/QĐ-TTg: the applicant's time is not the agency's); one
 * that begins after the due time repairs nothing. Throws `DossierError`.
 */
export function postponed(calendar: WorkingCalendar, dueBefore: Date, limit: Limit, pauses: readonly Pause[]): Date {
  let due = dueBefore;
  for (const pause of [...pauses].sort((a, b) => a.from.getTime() - b.from.getTime())) {
    if (pause.from >= due) break;
    const anew = pause.reason === 'supplement' && limit.afterSupplement === 'restart';
    due = anew ? unpaused(calendar, calendar.nextWorkingTime(pause.to), limit) : moved(calendar, due, limit, pause);
  }
  return due;
}

function unpaused(calendar: WorkingCalendar, from: Date, { count, unit, ends }: Limit): Date {
  switch (unit) {
    case 'working-hour':
      return calendar.addWorkingHours(from, count);
    case 'working-day':
      return ends === 'same-time' ? calendar.addWorkingDays(from, count) : calendar.endOfWorkingDay(from, count);
    case 'calendar-day':
      // The last day being free, the next working day is the last (Civil Code 2015, Art. 148(5)).
      return calendar.endOfDay(dayOf(calendar.nextWorkingTime(from)) + count);
  }
}

function moved(calendar: WorkingCalendar, due: Date, { unit, ends }: Limit, { from, to }: Pause): Date {
  if (unit === 'calendar-day') return calendar.endOfDay(dayOf(due) + dayOf(to) - dayOf(from));
  if (unit === 'working-day' && ends === 'end-of-day') return calendar.endOfDay(dayOf(due), calendar.workingDaysBetween(from, to));
  const minutes = calendar.workingMinutesBetween(from, to);
  return minutes === 0 ? due : calendar.addWorkingHours(due, minutes / 60);
}

const dayOf = (at: Date): number => dayOfMinute(localMinute(at));
