import type { LedgerRow, ListedMessage } from '@lienthong/sandbox';
import { translated, verdictOf } from './figures';

const row: LedgerRow = {
  ...{ n: 1, channel: 'portal', id: 'i', subject: 'S', digest: 'd', effect: 'e' },
  expected: { outcome: 'accept' },
};
const listed = (...states: string[]): ListedMessage => ({
  ...{ message: 'm', connector: 'portal', id: 'i', sender: 's', type: 't', subject: 'S', digest: 'd', code: '', acceptedAt: '' },
  outcome: 'recorded',
  deliveries: states.map((state) => ({ connector: 'one-stop', state })),
});

it.each([
  ['lost', 'recorded but not delivered', ['delivered'], 'lost'],
  ['lost', 'recorded but not delivered', ['delivered', 'waiting'], 'stuck'],
  ['lost', 'recorded but not delivered', ['released'], 'stuck'],
  ['lost', 'never answered', [], 'stuck'],
  ['wronglyRefused', 'x', [], 'lost'],
  ['wrongReason', 'x', [], 'lost'],
  ['wronglyAccepted', 'x', [], 'phantom'],
  ['outOfOrder', 'x', [], 'reordered'],
  ['parked', 'x', [], 'stuck'],
  ['receiptsInvalid', 'x', [], 'unverifiable'],
] as const)('%s (%s, %j) is %s', (figure, what, states, expected) => {
  expect(translated({ figure, n: 1, what }, [row], [listed(...states)])).toEqual({ figure: expected, n: 1, what: `portal S: ${what}` });
});

it('what no ledger knows has no place', () => {
  expect(translated({ figure: 'lost', n: 0, what: 'x' }, [row], [])).toEqual({ figure: 'lost', n: 0, what: 'x' });
});

it('a verdict counts each figure', () => {
  const findings = [
    { figure: 'lost', n: 1, what: 'a' },
    { figure: 'lost', n: 2, what: 'b' },
    { figure: 'stuck', n: 0, what: 'c' },
  ] as const;
  expect(verdictOf(7, findings)).toEqual({
    submitted: 7,
    lost: 2,
    phantom: 0,
    doubled: 0,
    reordered: 0,
    stuck: 1,
    unverifiable: 0,
    findings,
  });
});
