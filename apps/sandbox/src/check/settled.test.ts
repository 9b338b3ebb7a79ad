import type { DoorAnswer, LedgerRow, ListedMessage } from './model';
import { parseListing } from './reading';
import { unsettled } from './settled';

const row = (n: number, digest: string): LedgerRow => ({
  n,
  channel: 'portal',
  id: '',
  subject: '',
  digest,
  expected: { outcome: 'accept' },
  effect: '',
});
const yes = (n: number): DoorAnswer => ({ n, answer: 'acknowledged', code: '' });
const listed = (digest: string, outcome: ListedMessage['outcome'], ...states: string[]): ListedMessage => ({
  ...{ message: '', connector: 'portal', id: '', sender: '', type: '', subject: '', code: '', acceptedAt: '' },
  digest,
  outcome,
  deliveries: states.map((state) => ({ connector: 'one-stop', state })),
});

describe('settled', () => {
  it.each<[string, number, LedgerRow[], DoorAnswer[], ListedMessage[]]>([
    ['delivered', 0, [row(1, 'a')], [yes(1)], [listed('a', 'recorded', 'delivered')]],
    ['refused by its receiver', 0, [row(1, 'a')], [yes(1)], [listed('a', 'recorded', 'dead')]],
    ['refused', 0, [row(1, 'a')], [yes(1)], [listed('a', 'unverified')]],
    ['never acknowledged', 0, [row(1, 'a')], [], []],
    ['refused at the door', 0, [row(1, 'a')], [{ n: 1, answer: 'refused', code: 'x' }], []],
    ['unknown to the hub', 1, [row(1, 'a')], [yes(1)], [listed('b', 'recorded', 'delivered')]],
    ['still to be delivered', 1, [row(1, 'a')], [yes(1)], [listed('a', 'recorded', 'released')]],
    ['parked before it was recorded', 1, [row(1, 'a')], [yes(1)], [listed('a', 'parked')]],
    ['parked on its way out', 1, [row(1, 'a')], [yes(1)], [listed('a', 'recorded', 'parked')]],
    ['a repeat without outcome of its own', 1, [row(1, 'a'), row(2, 'a')], [yes(1), yes(2)], [listed('a', 'recorded', 'delivered')]],
  ])('%s: %d left', (_, left, ledger, answers, messages) => {
    expect(unsettled(ledger, answers, messages)).toBe(left);
  });
});

describe('a question', () => {
  const question: LedgerRow = { ...row(1, 'a'), asks: true };
  const recorded = { ...listed('a', 'recorded', 'delivered'), message: 'q' };
  const answer = (...states: string[]): ListedMessage => ({
    ...listed('b', 'recorded', ...states),
    ...{ connector: 'business-registration', type: 'enterprise.details', id: 're-q' },
  });

  it.each<[string, number, ListedMessage[]]>([
    ['without an answer', 1, []],
    ['with an answer on its way', 1, [answer('released')]],
    ['with an answer that was delivered', 0, [answer('delivered')]],
    ['with another’s answer', 1, [{ ...answer('delivered'), id: 're-x' }]],
  ])('%s: %d left', (_, left, answers) => {
    expect(unsettled([question], [yes(1)], [recorded, ...answers])).toBe(left);
  });
});

describe('the listing', () => {
  const line = JSON.stringify(listed('a', 'recorded', 'delivered'));

  it('is read line by line, with nothing for null', () => {
    const unverified = line.replace('"id":""', '"id":null').replace('"digest":"a"', '"digest":null');
    expect(parseListing(`${line}\n${unverified}\n`)).toMatchObject([{ digest: 'a' }, { id: '', digest: '' }]);
  });

  it.each([
    ['an outcome that was not agreed', line.replace('recorded', 'fine')],
    ['a missing digest', line.replace('"digest"', '"sha"')],
    ['no time of acceptance', line.replace('"acceptedAt"', '"at"')],
    ['a delivery without state', line.replace('"state"', '"is"')],
    ['no object', '7'],
    ['no JSON', 'ready'],
  ])('is refused with %s', (_, text) => {
    expect(() => parseListing(text)).toThrow();
  });
});
