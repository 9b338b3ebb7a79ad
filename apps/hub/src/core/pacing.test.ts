import { ownWindows } from './pacing';

const lease = { lease: 30_000 };
const windowAt = (connector: Omit<Parameters<typeof ownWindows>[0][number], 'name'>, at = '2026-11-23T10:00:00+07:00') =>
  ownWindows([{ name: 'c', ...connector }], lease, new Date(at)).get('c');

it('is no larger than what a slow or rationed counterpart takes within a lease', () => {
  expect(windowAt({})).toBe(Infinity);
  expect(windowAt({ delivery: { concurrency: 1 } })).toBe(16);
  expect(windowAt({ delivery: { concurrency: 64, rate: 10 } })).toBe(75);
  expect(windowAt({ delivery: { concurrency: 64, rate: 1 / 60 } })).toBe(1);
});

// 2026-11-28 is a Saturday
it.each([
  ['2026-11-28T21:59:00+07:00', Infinity],
  ['2026-11-28T22:00:00+07:00', 0],
  ['2026-11-29T05:59:59+07:00', 0],
  ['2026-11-29T06:00:00+07:00', Infinity],
  ['2026-11-29T22:30:00+07:00', Infinity],
  ['2026-12-01T00:30:00Z', 0],
  ['2026-12-01T01:00:00Z', Infinity],
])('at %s', (at, expected) => {
  const weekly = { days: ['sat' as const], from: 22 * 60, to: 6 * 60 };
  const once = { from: '2026-12-01T00:00:00.000Z', until: '2026-12-01T01:00:00.000Z' };
  expect(windowAt({ maintenance: [weekly, once] }, at)).toBe(expected);
});

it('within one day', () => {
  const noon = { days: ['mon' as const], from: 12 * 60, to: 13 * 60 };
  expect([11, 12, 13].map((hour) => windowAt({ maintenance: [noon] }, `2026-11-23T${hour}:00:00+07:00`))).toEqual([Infinity, 0, Infinity]);
});
