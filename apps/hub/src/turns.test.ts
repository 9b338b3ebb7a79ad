import { Turns } from './turns';

const quiet = (ms = 5): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

it('gives so many turns at once, in their order, and no more after a smaller pace', async () => {
  const turns = new Turns({ concurrency: 2 });
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  for (const n of [1, 2, 3, 4])
    void turns.take().then((end) => {
      begun.push(n);
      ends.push(end);
    });
  await quiet();
  expect(begun).toEqual([1, 2]);
  turns.go({ concurrency: 1 });
  ends[0]?.();
  ends[0]?.();
  await quiet();
  expect(begun).toEqual([1, 2]);
  ends[1]?.();
  await quiet();
  expect(begun).toEqual([1, 2, 3]);
});

it('holds until what has begun is over, and lets the others wait for the pace that follows', async () => {
  const turns = new Turns({ concurrency: 8 });
  const end = await turns.take();
  let isEmpty = false;
  const held = turns.hold().then(() => (isEmpty = true));
  let later = false;
  void turns.take().then(() => (later = true));
  await quiet();
  expect({ isEmpty, later }).toEqual({ isEmpty: false, later: false });
  end();
  await held;
  expect(later).toBe(false);
  turns.go({ concurrency: 8 });
  await quiet();
  expect(later).toBe(true);
});

it('keeps to a rate', async () => {
  const turns = new Turns({ concurrency: 8, rate: 50 });
  const startedAt = performance.now();
  for (let n = 0; n < 6; n++) (await turns.take())();
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(95);
});
