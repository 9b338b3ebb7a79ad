const hanoiOffsetMs = 7 * 3_600_000;

/** The wall clock of Asia/Ho_Chi_Minh, which has no summer time. */
const wall = (at: Date): string => new Date(at.getTime() + hanoiOffsetMs).toISOString();

/** `2026-11-23T08:30:00+07:00` */
export const rfc3339 = (at: Date): string => `${wall(at).slice(0, 19)}+07:00`;

/** `261123` */
export const yymmdd = (at: Date): string => wall(at).slice(2, 10).replaceAll('-', '');

/** `20261123083000`, the form of the national portal's interfaces. */
export const compact = (at: Date): string => wall(at).slice(0, 19).replace(/[-T:]/g, '');

export const plus = (at: Date, ms: number): Date => new Date(at.getTime() + ms);

/** 17:00 of the day that many working days (Monday to Friday) later. */
export function dueAfter(at: Date, workingDays: number): Date {
  let day = new Date(at.getTime() + hanoiOffsetMs);
  for (let left = workingDays; left > 0;) {
    day = plus(day, 86_400_000);
    if (day.getUTCDay() % 6 !== 0) left--;
  }
  return new Date(`${day.toISOString().slice(0, 10)}T17:00:00+07:00`);
}
