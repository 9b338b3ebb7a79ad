import { expectProblem, type Mistake } from '../testing/mistake.test-kit';

const file = 'procedures/all.yaml';
const mistakes: Mistake[] = [
  {
    name: 'an agency that is nowhere',
    file,
    from: 'agency: H26.1',
    to: 'agency: H26.11',
    code: 'config.unknown-organisation',
    at: '3:11',
    says: 'nearest: "H26.1"',
  },
  { name: 'a holder that is nowhere', file, from: 'heldBy: H26.2', to: 'heldBy: G01', code: 'config.unknown-organisation', at: '17:136' },
  {
    name: 'two versions at a time',
    file,
    from: 'until: 2025-07-01',
    to: 'until: 2025-07-02',
    code: 'config.procedure',
    at: '15:13',
    says: 'has not ended',
  },
  {
    name: 'a version that ends before it begins',
    file,
    from: 'from: 2020-01-01',
    to: 'from: 2025-08-01',
    code: 'config.procedure',
    at: '8:13',
    says: 'not before',
  },
  { name: 'one paper twice', file, from: 'id: card', to: 'id: form', code: 'config.procedure', at: '17:77', says: '"form"' },
  {
    name: 'a promise longer than the law',
    file,
    from: 'shortened: { count: 20',
    to: 'shortened: { count: 60',
    code: 'config.invalid-value',
    at: '12:15',
    says: 'longer than the statutory',
  },
  {
    name: 'a mistyped unit',
    file,
    from: 'count: 52, unit: working-day',
    to: 'count: 52, unit: workday',
    code: 'config.invalid-value',
    at: '12:47',
    says: '"working-day"',
  },
  { name: 'a mistyped key', file, from: 'fees:', to: 'fee:', code: 'config.unknown-key', at: '19:7', says: '"fees"' },
  {
    name: 'a code of another form',
    file,
    from: "'1.000001'",
    to: "'1.000001.000.00.00.H26'",
    code: 'config.invalid-value',
    at: '1:9',
    says: '1.012753',
  },
];

describe('what a catalogue of procedures gets wrong', () => {
  it.each(mistakes)('$name', expectProblem);
});
