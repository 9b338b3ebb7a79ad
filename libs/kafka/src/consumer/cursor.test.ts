import { type Cursor, admit, checkLog, readFrom } from './cursor';
import type { ConsumedRecord } from './model';

const at = { topic: 'in.a', partition: 0 };
const time = (second: number): Date => new Date(second * 1000);
const record = (offset: number, second: number, leaderEpoch = 0): ConsumedRecord => ({
  ...at,
  offset: BigInt(offset),
  timestamp: time(second),
  key: '',
  value: new Uint8Array(),
  leaderEpoch,
});
const stored: Cursor = { next: 10n, appendedAt: time(100), leaderEpoch: 2 };

describe('admit', () => {
  it('drops the record before the position, which proves the log, and takes the rest', () => {
    const answer = admit(stored, [record(9, 100, 2), record(10, 101, 2), record(11, 101, 3)]);
    expect(answer).toMatchObject({
      taken: [{ offset: 10n }, { offset: 11n }],
      cursor: { next: 12n, appendedAt: time(101), leaderEpoch: 3 },
    });
  });

  it.each([
    ['another append time of the record before the position', [record(9, 99, 2)], 'kafka.topic-recreated'],
    ['an older record appended after it', [record(3, 101, 0)], 'kafka.topic-recreated'],
    ['a leader epoch that runs backwards', [record(10, 101, 1)], 'kafka.topic-recreated'],
    ['a first offset above the position', [record(12, 101, 2)], 'kafka.gap'],
    ['a hole between two records', [record(10, 101, 2), record(12, 101, 2)], 'kafka.gap'],
  ])('refuses %s', (_, records, code) => {
    expect(admit(stored, records)).toMatchObject({ refused: { code, facts: at } });
  });

  it('says so when the client fell back to older records of the same log', () => {
    expect(admit(stored, [record(3, 50, 1)])).toEqual({ behind: true });
  });
});

describe('checkLog', () => {
  const cases: [string, Parameters<typeof checkLog>[1], { low: bigint; high: bigint }, string | undefined][] = [
    ['a log that holds the position', { next: 10n }, { low: 3n, high: 12n }, undefined],
    ['a position at the end', { next: 12n }, { low: 12n, high: 12n }, undefined],
    ['a log that ends before', { next: 13n }, { low: 3n, high: 12n }, 'kafka.log-rewound'],
    ['a log that starts after', { next: 2n }, { low: 3n, high: 12n }, 'kafka.gap'],
    ['no position yet and a log that lost its start', undefined, { low: 3n, high: 12n }, 'kafka.gap'],
    ['another cluster', { next: 10n, clusterId: 'other' }, { low: 3n, high: 12n }, 'kafka.other-cluster'],
  ];
  it.each(cases)('judges %s', (_, position, log, code) => {
    expect(checkLog(at, position, log, 'mine')?.code).toBe(code);
  });
});

it('reads the record before the position again where the log still has it', () => {
  expect(readFrom(stored, 0n)).toBe(9n);
  expect(readFrom(stored, 10n)).toBe(10n);
  expect(readFrom({ next: 10n }, 0n)).toBe(10n);
});
