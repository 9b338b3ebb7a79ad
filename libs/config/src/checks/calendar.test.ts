import { good, loadWith } from '../testing/folder.test-kit';
import { expectProblem, type Mistake } from '../testing/mistake.test-kit';

const file = 'calendar/2026.yaml';
const mistakes: Mistake[] = [
  {
    name: 'a year in another file',
    file,
    from: 'year: 2026',
    to: 'year: 2028',
    code: 'config.calendar',
    at: '1:7',
    says: 'calendar/2028.yaml',
  },
  {
    name: 'a day of another year',
    file,
    from: 'to: 2026-02-20',
    to: 'to: 2027-02-20',
    code: 'config.calendar',
    at: '10:29',
    says: 'not in 2026',
  },
  {
    name: 'an end before the start',
    file,
    from: 'to: 2026-02-20',
    to: 'to: 2026-02-10',
    code: 'config.calendar',
    at: '10:29',
    says: 'before',
  },
  { name: 'a day that does not exist', file, from: 'to: 2026-02-20', to: 'to: 2026-02-30', code: 'config.invalid-value', at: '10:29' },
  { name: 'hours that overlap', file, from: '13:00-17:00', to: '11:30-17:00', code: 'config.calendar', at: '5:32', says: 'overlap' },
  {
    name: 'hours as nobody writes them',
    file,
    from: '13:00-17:00',
    to: '13h-17h',
    code: 'config.invalid-value',
    at: '5:32',
    says: '08:00-12:00',
  },
  {
    name: 'a make-up day for no day off',
    file,
    from: 'insteadOf: 2026-01-02',
    to: 'insteadOf: 2026-01-05',
    code: 'config.calendar',
    at: '12:36',
    says: 'none of daysOff',
  },
  {
    name: 'a make-up day that is worked anyway',
    file,
    from: 'date: 2026-01-10',
    to: 'date: 2026-01-09',
    code: 'config.calendar',
    at: '12:13',
    says: 'working day anyway',
  },
  {
    name: 'half of a day off',
    file,
    from: 'date: 2026-02-13',
    to: 'date: 2026-02-16',
    code: 'config.calendar',
    at: '14:13',
    says: 'day off already',
  },
  {
    name: 'a class without hours',
    file,
    from: '[office]',
    to: '[ofice]',
    code: 'config.calendar',
    at: '14:86',
    says: '"ofice"; hours have: office',
  },
  {
    name: 'a fact without its source',
    file,
    from: 'to: 2026-02-20, name: { vi: Tết, en: Tet }, source: test,',
    to: 'name: { vi: Tết, en: Tet },',
    code: 'config.missing-key',
    at: '10:5',
    says: 'source',
  },
];

describe('what a calendar gets wrong', () => {
  it.each(mistakes)('$name', expectProblem);

  it('a year that is left out', () => {
    const later = (good[file] ?? '').replaceAll('2026', '2028');
    const { problems } = loadWith({ 'calendar/2028.yaml': later.replace('2028-02-16, to: 2028-02-20', '2028-01-26') });
    expect(problems.map((found) => `${found.file} ${found.code} ${found.en}`)).toContainEqual(
      expect.stringContaining('write calendar/2027.yaml'),
    );
  });
});
