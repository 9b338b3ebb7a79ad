import { Watermark } from './watermark';

it('resumes behind what was claimed, though it and what stands before it be unfinished', () => {
  const mark = new Watermark(5n);
  for (const offset of [5n, 6n, 7n]) mark.take(offset);
  mark.claim(6n);
  mark.claim(5n);
  expect([mark.low, mark.resume]).toEqual([5n, 7n]);
  for (const offset of [5n, 6n, 7n]) mark.complete(offset);
  expect(mark.resume).toBe(8n);
});

it('stands at the first record that is not done, whatever the order of completion, and across holes of a compacted log', () => {
  const mark = new Watermark(5n);
  for (const offset of [5n, 6n, 9n]) mark.take(offset);
  mark.complete(6n);
  expect([mark.low, mark.ahead]).toEqual([5n, 5n]);
  mark.complete(5n);
  expect([mark.low, mark.next]).toEqual([9n, 10n]);
  mark.complete(9n);
  expect([mark.low, mark.ahead]).toEqual([10n, 0n]);
});
