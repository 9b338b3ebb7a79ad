import { Deadlines } from './deadlines';

it('each has its own time, though one timer serves all; what ended in time is not late', async () => {
  jest.useFakeTimers();
  const late: string[] = [];
  const deadlines = new Deadlines<string>(100, (one) => late.push(one));
  deadlines.add('a');
  await jest.advanceTimersByTimeAsync(60);
  deadlines.add('b');
  deadlines.add('c');
  await jest.advanceTimersByTimeAsync(40);
  expect(late).toEqual(['a']);
  deadlines.delete('b');
  await jest.advanceTimersByTimeAsync(59);
  expect(late).toEqual(['a']);
  await jest.advanceTimersByTimeAsync(1);
  expect(late).toEqual(['a', 'c']);
  deadlines.add('d');
  deadlines.delete('d');
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});
