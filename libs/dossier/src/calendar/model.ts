/** Minutes since local midnight, `[from, to)`. */
export type TimeWindow = readonly [from: number, to: number];

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

/** Working hours by weekday, in order; a weekday that is not named is free. */
export type Week = Readonly<Partial<Record<Weekday, readonly TimeWindow[]>>>;

/** Agency classes that an exception is for; absent: all. */
interface Concerned {
  readonly classes?: readonly string[];
}

/**
 * One year of working time, as `config/calendar/<year>.yaml` says it. Days are local (`yyyy-mm-dd`, Asia/Ho_Chi_Minh). Nothing follows
 * from a rule: which days are off is decided each year by the Prime Minister (Labour Code 2019, Art. 112(3)).
 */
export interface CalendarYear {
  readonly year: number;
  /** By agency class: `office`, `counter`. */
  readonly hours: Readonly<Record<string, { readonly week: Week }>>;
  /** Both ends included. */
  readonly daysOff: readonly (Concerned & { readonly from: string; readonly to: string })[];
  /** A free day that is worked, with the hours of the weekday of the day that it makes up for. */
  readonly makeUpDays: readonly (Concerned & { readonly date: string; readonly insteadOf: string })[];
  readonly halfDays: readonly (Concerned & { readonly date: string; readonly worked: 'morning' | 'afternoon' })[];
}
