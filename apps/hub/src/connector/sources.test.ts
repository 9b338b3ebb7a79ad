import type { Source } from '@lienthong/adapter-kit';
import { type Intake, keepRunning } from './sources';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined, child: () => log };
const producer = { send: () => Promise.resolve([]), close: () => Promise.resolve() };
const intake: Intake = { zone: 'z', connector: 'c', producer, durability: 'fsync', log };

it.each<[string, Source['run']]>([
  ['returns', () => Promise.resolve()],
  ['fails', () => Promise.reject(new Error('defect'))],
])('a source that %s at once is started again after a pause', async (_, run) => {
  let starts = 0;
  const stop = new AbortController();
  const running = keepRunning({ run: (...args) => (starts++, run(...args)) }, intake, stop.signal);
  await new Promise((resolve) => setTimeout(resolve, 300));
  stop.abort();
  await running;
  expect(starts).toBe(2);
});
