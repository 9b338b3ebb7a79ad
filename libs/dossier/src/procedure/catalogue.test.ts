import { at } from '../testing/years.test-kit';
import { catalogue } from './catalogue';
import { amountDue, limitOf } from './limit';
import type { Paper, Procedure } from './model';
import { papersOf } from './papers';

const paper = (id: string, heldBy?: string): Paper => ({ id, name: { vi: id, en: id }, kind: 'form', heldBy, optional: false });
const limits = { statutory: { count: 52, unit: 'working-day' }, ends: 'same-time', afterSupplement: 'continue' } as const;
const known = { source: 'test', confidence: 'own' } as const;
const procedure: Procedure = {
  code: '1.012753',
  name: { vi: 'Cấp Giấy chứng nhận', en: 'Land certificate' },
  agency: 'H26.3',
  versions: [
    { from: '2014-07-01', until: '2018-01-01', service: 'level-3', papers: [paper('form')], limits, steps: [], fees: [], ...known },
    {
      from: '2018-01-01',
      service: 'full',
      papers: [paper('form'), paper('card', 'REG.POPULATION'), paper('map', 'REG.LAND')],
      limits: { ...limits, shortened: { count: 20, unit: 'working-day' } },
      steps: [],
      fees: [
        { id: 'a', amount: 100_000, due: 'receipt' },
        { id: 'b', amount: 50_000, due: 'receipt' },
        { id: 'c', amount: 1_000, due: 'result' },
      ],
      ...known,
    },
  ],
};
const procedures = catalogue([procedure]);
const [before, now] = procedure.versions;

it('finds a procedure with and without the organisation that published it', () => {
  expect(procedures.find('1.012753')).toBe(procedure);
  expect(procedures.find('1.012753.000.00.00.H26')).toBe(procedure);
  expect([procedures.find('1.012754'), procedures.find(''), procedures.find('x1.012753')]).toEqual([undefined, undefined, undefined]);
});

it.each([
  ['2014-06-30 23:59', undefined],
  ['2014-07-01 00:00', before],
  ['2017-12-31 23:59', before],
  ['2018-01-01 00:00', now],
])('what is in force on %s, by the clock of Hanoi', (local, version) => {
  expect(procedures.inForce('1.012753', at(local))).toBe(version);
});

it('asks for nothing that somebody within reach already has', () => {
  const ids = (papers: readonly Paper[]) => papers.map(({ id }) => id);
  const { asked, lookedUp } = papersOf(now!, new Set(['REG.POPULATION']));
  expect([ids(asked), ids(lookedUp)]).toEqual([['form', 'map'], ['card']]);
});

it('measures by the promise, else by the law, and adds up what is to be paid', () => {
  expect([limitOf(before!).count, limitOf(now!).count]).toEqual([52, 20]);
  expect([amountDue(now!, 'receipt'), amountDue(now!, 'result')]).toEqual([150_000, 1_000]);
});
