import { sendingDeadline } from './sending-deadline';

/** Weekends off, and one holiday on a Monday. */
const isWorkingDay = (day: string): boolean => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()) && day !== '2026-11-23';

it.each([
  ['a Thursday', '2026-11-19T15:00:00+07:00', '2026-11-20T12:00:00+07:00'],
  ['a Friday before a holiday on Monday', '2026-11-20T09:00:00+07:00', '2026-11-24T12:00:00+07:00'],
  ['a Sunday', '2026-11-22T23:59:59+07:00', '2026-11-24T12:00:00+07:00'],
  ['just after midnight in Hanoi, the day before in UTC', '2026-11-19T00:10:00+07:00', '2026-11-20T12:00:00+07:00'],
])('what is signed on %s goes out by the morning of the next working day', (_, signed, deadline) => {
  expect(sendingDeadline(new Date(signed), { isWorkingDay })).toEqual(new Date(deadline));
});

it('what is urgent goes out at once, and mornings may end earlier', () => {
  const signed = new Date('2026-11-19T15:00:00+07:00');
  expect(sendingDeadline(signed, { isWorkingDay, isUrgent: true })).toEqual(signed);
  expect(sendingDeadline(signed, { isWorkingDay, morningEnds: 11 * 60 + 30 })).toEqual(new Date('2026-11-20T11:30:00+07:00'));
});

it('a calendar without working days is told, not searched for ever', () => {
  expect(() => sendingDeadline(new Date(0), { isWorkingDay: () => false })).toThrow(RangeError);
});
