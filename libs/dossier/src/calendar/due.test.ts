import fc from 'fast-check';
import { at, shown, years } from '../testing/years.test-kit';
import { dueAt, type Limit } from './due';
import { workingCalendar } from './working-calendar';

const office = workingCalendar(years, 'office');
const days = (count: number, more: Partial<Limit> = {}): Limit => ({
  count,
  unit: 'working-day',
  ends: 'same-time',
  afterSupplement: 'continue',
  ...more,
});
const pause = (from: string, to: string, reason: 'supplement' | 'payment' = 'supplement') => ({ from: at(from), to: at(to), reason });

describe('due', () => {
  it.each([
    ['days to the minute of receipt, in quarters', '2026-11-18 10:07', days(2), '2026-11-20 10:15'],
    ['days that end with the day', '2026-11-18 10:07', days(2, { ends: 'end-of-day' }), '2026-11-20 17:30'],
    ['received in the evening', '2026-11-18 18:00', days(2, { ends: 'end-of-day' }), '2026-11-23 17:30'],
    ['eight working hours', '2026-11-23 16:00', days(8, { unit: 'working-hour' }), '2026-11-25 16:00'],
    ['calendar days that end on a Sunday', '2026-11-06 10:00', days(9, { unit: 'calendar-day' }), '2026-11-16 17:30'],
    ['calendar days received on a Saturday', '2026-11-14 10:00', days(2, { unit: 'calendar-day' }), '2026-11-18 17:30'],
  ])('%s', (_, received, limit, expected) => {
    expect(shown(dueAt(office, at(received), limit))).toBe(expected);
  });

  it.each([
    ['what the applicant took is added', days(5), [pause('2026-11-10 10:00', '2026-11-12 10:00')], '2026-11-18 10:00'],
    ['a pause out of hours takes nothing', days(5), [pause('2026-11-10 18:00', '2026-11-11 07:00')], '2026-11-16 10:00'],
    ['a pause after the due time repairs nothing', days(5), [pause('2026-11-17 10:00', '2026-11-20 10:00')], '2026-11-16 10:00'],
    [
      'a second pause within the time won by the first',
      days(5),
      [pause('2026-11-17 10:00', '2026-11-18 10:00'), pause('2026-11-10 10:00', '2026-11-12 10:00')],
      '2026-11-19 10:00',
    ],
    ['whole days', days(5, { ends: 'end-of-day' }), [pause('2026-11-10 10:00', '2026-11-12 16:00')], '2026-11-18 17:30'],
    ['calendar days', days(10, { unit: 'calendar-day' }), [pause('2026-11-10 10:00', '2026-11-12 10:00')], '2026-11-23 17:30'],
    [
      'a supplement that begins anew',
      days(5, { afterSupplement: 'restart' }),
      [pause('2026-11-12 10:00', '2026-11-13 09:00')],
      '2026-11-20 09:00',
    ],
    [
      'a payment never begins anew',
      days(5, { afterSupplement: 'restart' }),
      [pause('2026-11-12 10:00', '2026-11-13 10:00', 'payment')],
      '2026-11-17 10:00',
    ],
  ])('%s', (_, limit, pauses, expected) => {
    expect(shown(dueAt(office, at('2026-11-09 10:00'), limit, pauses))).toBe(expected);
  });
});

it('outside of its pauses an agency has exactly its hours', () => {
  const minute = fc.integer({ min: 0, max: 60 * 24 * 60 }).map((n) => new Date(at('2026-03-02 00:00').getTime() + n * 60_000));
  fc.assert(
    fc.property(minute, fc.integer({ min: 1, max: 80 }), fc.tuple(minute, minute), (received, hours, [a, b]) => {
      const [from, to] = a <= b ? [a, b] : [b, a];
      fc.pre(from >= received);
      const limit = days(hours, { unit: 'working-hour' });
      const due = dueAt(office, received, limit, [{ from, to, reason: 'payment' }]);
      const lost = from < office.addWorkingHours(received, hours) ? office.workingMinutesBetween(from, to) : 0;
      const spent = office.workingMinutesBetween(received, due) - lost;
      expect(spent).toBeGreaterThanOrEqual(hours * 60);
      expect(spent).toBeLessThan(hours * 60 + 15);
    }),
  );
});

it('a due time costs a few look-ups, however many days it spans', () => {
  const [first, limit] = [at('2025-01-06 08:00').getTime(), days(200)];
  const count = 100_000;
  const from = process.cpuUsage();
  for (let i = 0; i < count; i += 1) dueAt(office, new Date(first + i * 60_000 * 3), limit);
  // Processor time, so that a loaded machine changes little: about one microsecond; a walk over 280 days would take a hundred.
  expect(process.cpuUsage(from).user / count).toBeLessThan(20);
});
