import { statuses } from '@lienthong/documents';
import fc from 'fast-check';
import { advance, advanceOneStop } from './advance';
import { type Clock, nationalStates, type NationalStatus } from './national';
import { oneStopStates, type OneStopStatus } from './one-stop';

const national = Object.keys(nationalStates) as NationalStatus[];
const oneStop = Object.keys(oneStopStates) as OneStopStatus[];

it('the national order is the one that messages are checked by', () => {
  const next = (table: Readonly<Record<string, { readonly next: readonly string[] }>>) =>
    Object.fromEntries(Object.entries(table).map(([code, state]) => [code, [...state.next].sort()]));
  expect(next(nationalStates)).toEqual(next(statuses));
});

it('the clock is paused by the applicant’s turn alone and over at the results', () => {
  const clocked = (clock: Clock) => national.filter((status) => nationalStates[status].clock === clock);
  expect(clocked('not-started')).toEqual(['1']);
  expect(clocked('runs')).toEqual(['2', '4']);
  expect(clocked('paused')).toEqual(['5', '6']);
  expect(clocked('over')).toEqual(['3', '7', '8', '9', '10']);
});

describe('a step is refused', () => {
  it.each([
    ['10', '4', 'ended'],
    ['3', '2', 'ended'],
    ['4', '2', 'backwards'],
    ['5', '2', 'backwards'],
    ['9', '4', 'backwards'],
    ['2', '2', 'backwards'],
    ['1', '4', 'skipped'],
    ['4', '10', 'skipped'],
    ['5', '9', 'skipped'],
  ] as const)('%s → %s: %s', (from, to, because) => {
    const refused = advance(from, to);
    expect(refused).toMatchObject({ kind: 'refused', because });
    expect(refused).toMatchObject({ vi: expect.stringContaining(to), en: expect.stringContaining(to) });
  });

  it('within the one-stop system as well', () => {
    expect(advanceOneStop('for-signature', 'processing')).toEqual({ kind: 'moved' });
    expect(advanceOneStop('processing', 'received')).toMatchObject({ because: 'backwards' });
    expect(advanceOneStop('registered', 'processing')).toMatchObject({ because: 'skipped' });
    expect(advanceOneStop('returned', 'processing')).toMatchObject({ because: 'ended' });
  });
});

it('no move of a one-stop system breaks the national order', () => {
  fc.assert(
    fc.property(fc.constantFrom(...oneStop), fc.constantFrom(...oneStop), (from, to) => {
      fc.pre(advanceOneStop(from, to).kind === 'moved');
      expect(advance(oneStopStates[from].national, oneStopStates[to].national)).toEqual({ kind: 'moved' });
    }),
    { numRuns: 500 },
  );
});
