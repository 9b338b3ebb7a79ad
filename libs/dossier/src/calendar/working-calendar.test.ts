import fc from 'fast-check';
import { at, shown, years } from '../testing/years.test-kit';
import { workingCalendar } from './working-calendar';

const office = workingCalendar(years, 'office');
const counter = workingCalendar(years, 'counter');

describe('working time', () => {
  it.each([
    ['2026-11-23 08:00', true],
    ['2026-11-23 07:59', false],
    ['2026-11-23 12:00', false],
    ['2026-11-23 13:30', true],
    ['2026-11-23 17:29', true],
    ['2026-11-23 17:30', false],
    ['2026-11-24 09:00', false],
    ['2026-02-16 09:00', false],
    ['2026-11-21 09:00', false],
    ['2026-08-22 09:00', true],
    ['2025-12-31 09:00', true],
    ['2025-12-31 14:00', false],
  ])('%s: %s', (local, expected) => {
    expect(office.isWorkingTime(at(local))).toBe(expected);
  });

  it('differs between classes of agencies', () => {
    expect([office, counter].map((calendar) => calendar.isWorkingTime(at('2026-11-21 09:00')))).toEqual([false, true]);
    expect([office, counter].map((calendar) => calendar.isWorkingTime(at('2026-12-24 09:00')))).toEqual([true, false]);
  });
});

describe('adding', () => {
  it.each([
    ['over a weekend', '2026-11-20 10:15', 1, '2026-11-23 10:15'],
    ['over the culture day', '2026-11-23 10:15', 1, '2026-11-25 10:15'],
    ['over Tết', '2026-02-13 16:00', 2, '2026-02-24 16:00'],
    ['onto a make-up day', '2026-08-21 16:00', 1, '2026-08-22 16:00'],
    ['after hours: from the next working morning', '2026-11-20 17:30', 1, '2026-11-25 08:00'],
    ['in the lunch break: from the afternoon', '2026-11-19 12:20', 1, '2026-11-20 13:30'],
    ['onto a half day: its last working moment', '2025-12-30 16:00', 1, '2025-12-31 12:00'],
    ['none', '2026-11-22 10:00', 0, '2026-11-23 08:00'],
  ])('days %s', (_, from, days, to) => {
    expect(shown(office.addWorkingDays(at(from), days))).toBe(to);
  });

  it.each([
    ['within a morning', '2026-11-23 08:10', 2, '2026-11-23 10:10'],
    ['up to the end of a morning', '2026-11-23 08:00', 4, '2026-11-23 12:00'],
    ['over lunch', '2026-11-23 11:00', 2, '2026-11-23 14:30'],
    ['over the culture day', '2026-11-23 16:30', 2, '2026-11-25 09:00'],
    ['after hours', '2026-11-23 20:00', 0.5, '2026-11-25 08:30'],
  ])('hours %s', (_, from, hours, to) => {
    expect(shown(office.addWorkingHours(at(from), hours))).toBe(to);
  });
});

describe('what is not known is said', () => {
  it.each([
    [() => office.addWorkingDays(at('2026-12-20 09:00'), 30), 'config/calendar/2027.yaml'],
    [() => office.addWorkingHours(at('2026-12-20 09:00'), 300), 'config/calendar/2027.yaml'],
    [() => office.isWorkingTime(at('2024-12-31 09:00')), 'config/calendar/2024.yaml'],
    [() => workingCalendar([], 'office'), 'config/calendar/'],
    [() => workingCalendar([years[0]!, { ...years[1]!, year: 2027 }], 'office'), 'config/calendar/2026.yaml'],
  ])('a year without data', (compute, file) => {
    expect(compute).toThrow(expect.objectContaining({ code: 'calendar.year-missing', message: expect.stringContaining(file) }));
  });

  it('a class without hours', () => {
    expect(() => workingCalendar(years, 'toString')).toThrow(expect.objectContaining({ code: 'calendar.class-missing' }));
  });

  it.each([-1, Number.NaN, 1.5])('%d days', (days) => {
    expect(() => office.addWorkingDays(at('2026-11-23 09:00'), days)).toThrow(expect.objectContaining({ code: 'calendar.amount' }));
  });
});

/** The platform's own zone data and a walk from minute to minute: slow, and nothing of it is shared with the calendar. */
const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short', timeStyle: 'short' });
const walk = (from: Date, minutes: number): Date => {
  let [time, left] = [Math.floor(from.getTime() / 60_000) * 60_000, minutes];
  while (left > 0) {
    const [day = '', hour = ''] = clock.format(time).split(' ');
    const off = years.some(({ daysOff }) => daysOff.some((span) => span.from <= day && day <= span.to && !('classes' in span)));
    const madeUp = years.some(({ makeUpDays }) => makeUpDays.some(({ date }) => date === day));
    const weekend = [0, 6].includes(new Date(`${day}T12:00:00Z`).getUTCDay());
    const open = (hour >= '08:00' && hour < '12:00') || (hour >= '13:30' && hour < '17:30');
    if (!off && (!weekend || madeUp) && open && !(day === '2025-12-31' && hour >= '12:00')) left -= 1;
    time += 60_000;
  }
  return new Date(time);
};

const moment = fc
  .integer({ min: at('2025-01-01 00:00').getTime() / 60_000, max: at('2026-11-01 00:00').getTime() / 60_000 })
  .map((minute) => new Date(minute * 60_000));
const someDays = fc.integer({ min: 0, max: 30 });

describe('for any moment', () => {
  it('hours are what a walk from minute to minute finds', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 1, max: 20 }), (from, quarters) => {
        expect(shown(office.addWorkingHours(from, quarters / 4))).toBe(shown(walk(from, quarters * 15)));
      }),
      { numRuns: 150 },
    );
  });

  it('parts add up to the whole', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 100 }), (from, a, b) => {
        expect(office.addWorkingHours(office.addWorkingHours(from, a), b)).toEqual(office.addWorkingHours(from, a + b));
        expect(office.workingMinutesBetween(from, office.addWorkingHours(from, a))).toBe(a * 60);
      }),
    );
  });

  it('days that were added are counted again', () => {
    fc.assert(
      fc.property(moment, someDays, (from, days) => {
        const to = office.addWorkingDays(from, days);
        expect(office.workingDaysBetween(from, to)).toBe(days);
        expect(office.workingDaysBetween(from, office.endOfWorkingDay(from, days))).toBe(days);
        expect(office.workingDaysBetween(to, from)).toBe(days === 0 ? office.workingDaysBetween(to, from) : -days);
      }),
    );
  });

  it('who comes later is never due earlier', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 0, max: 5_000 }), someDays, (early, gap, days) => {
        const late = new Date(early.getTime() + gap * 60_000);
        expect(office.addWorkingDays(late, days).getTime()).toBeGreaterThanOrEqual(office.addWorkingDays(early, days).getTime());
      }),
    );
  });
});
