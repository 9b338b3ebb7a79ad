import { Collector, advancesOf } from './collector';
import type { BatchLimits, ConsumedRecord } from './model';
import type { Timer } from '../timer';

/** Time stands still until it is moved. */
class FakeTimer implements Timer {
  private at = 1_000;
  private sleepers: { due: number; wake: () => void }[] = [];

  now(): number {
    return this.at;
  }

  sleep(ms: number, stop?: AbortSignal): Promise<void> {
    return new Promise((wake) => {
      this.sleepers.push({ due: this.at + ms, wake });
      stop?.addEventListener('abort', () => wake());
    });
  }

  async advance(ms: number): Promise<void> {
    this.at += ms;
    for (const { due, wake } of this.sleepers) if (due <= this.at) wake();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const record = (partition: number, offset: number, value = 'x'): ConsumedRecord => ({
  topic: 'in.a',
  partition,
  offset: BigInt(offset),
  timestamp: new Date(offset * 1000),
  key: '',
  value: Buffer.from(value),
  leaderEpoch: 4,
});

const collector = (limits: Partial<BatchLimits> = {}): { timer: FakeTimer; box: Collector } => {
  const timer = new FakeTimer();
  return { timer, box: new Collector({ records: 3, bytes: 100, waitMs: 5, ...limits }, timer) };
};

const offsets = async (box: Collector): Promise<string[] | undefined> =>
  (await box.take())?.records.map(({ partition, offset }) => `${String(partition)}:${String(offset)}`);

describe('Collector', () => {
  it('hands over a full batch at once, across partitions, each in its order', async () => {
    const { box } = collector();
    box.add([record(0, 7), record(0, 8)]);
    box.add([record(1, 3), record(1, 4)]);
    expect(await offsets(box)).toEqual(['0:7', '0:8', '1:3']);
  });

  it('hands over what there is, waitMs after the first record', async () => {
    const { box, timer } = collector();
    const taken = offsets(box);
    box.add([record(0, 1)]);
    await timer.advance(3);
    box.add([record(1, 1)]);
    await timer.advance(2);
    expect(await taken).toEqual(['0:1', '1:1']);
  });

  it('cuts by bytes, yet never starves on one that is larger than the limit', async () => {
    const { box } = collector({ records: 10 });
    box.add([record(0, 1, 'x'.repeat(200)), record(0, 2, 'x'.repeat(60)), record(0, 3, 'x'.repeat(60))]);
    expect(await offsets(box)).toEqual(['0:1']);
    expect(await offsets(box)).toEqual(['0:2']);
  });

  it('is full with two batches and has room again after one was taken', async () => {
    const { box } = collector();
    box.add([1, 2, 3, 4, 5].map((offset) => record(0, offset)));
    expect(box.full()).toBeUndefined();
    box.add([record(0, 6)]);
    const room = box.full();
    expect(room).toBeInstanceOf(Promise);
    await box.take();
    await room;
    expect(box.full()).toBeUndefined();
  });

  it('forgets what waits', async () => {
    const { box } = collector({ records: 1 });
    box.add([record(0, 1), record(1, 1)]);
    box.drop();
    box.add([record(0, 2)]);
    expect(await offsets(box)).toEqual(['0:2']);
  });
});

it('advances name each partition once: first offset, one past the last, append time of the last', () => {
  expect(advancesOf([record(0, 7), record(1, 3), record(0, 8)])).toEqual([
    { topic: 'in.a', partition: 0, from: 7n, to: 9n, appendedAt: new Date(8000), leaderEpoch: 4 },
    { topic: 'in.a', partition: 1, from: 3n, to: 4n, appendedAt: new Date(3000), leaderEpoch: 4 },
  ]);
});
