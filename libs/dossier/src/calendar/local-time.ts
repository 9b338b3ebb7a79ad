/**
 * Asia/Ho_Chi_Minh has been UTC+7 without summer time since 1975 (IANA tzdata), so local minutes are UTC minutes moved by seven hours.
 * Days are whole numbers since 1970-01-01; they are counted, never reached by adding milliseconds.
 */
const offset = 7 * 60;
const minutesOfDay = 24 * 60;

/** Local minutes since 1970-01-01T00:00 in Hanoi; seconds are dropped. */
export const localMinute = (at: Date): number => Math.floor(at.getTime() / 60_000) + offset;

export const dayOfMinute = (minute: number): number => Math.floor(minute / minutesOfDay);

export const minuteOfDay = (minute: number): number => minute - dayOfMinute(minute) * minutesOfDay;

export const instantAt = (day: number, minute: number): Date => new Date((day * minutesOfDay + minute - offset) * 60_000);

/** The number of a day written `yyyy-mm-dd`. */
export const dayNumber = (text: string): number => Date.parse(`${text}T00:00:00Z`) / 86_400_000;

export const dayText = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

export const yearOf = (day: number): number => Number(dayText(day).slice(0, 4));

const names = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** 1970-01-01 was a Thursday. */
export const weekdayOf = (day: number): (typeof names)[number] => names[(((day + 4) % 7) + 7) % 7] ?? 'sun';
