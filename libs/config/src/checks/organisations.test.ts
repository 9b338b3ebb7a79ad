import { good, loadWith } from '../testing/folder.test-kit';
import { expectProblem, type Mistake } from '../testing/mistake.test-kit';

const file = 'organisations/city.yaml';
const mistakes: Mistake[] = [
  {
    name: 'a line without a name',
    file,
    from: '{ code: H26.2, name: { vi: B, en: B } }',
    to: 'H26.2',
    code: 'config.invalid-value',
    at: '14:7',
    says: 'Hàng Bạc',
  },
  {
    name: 'a code outside of the numbering',
    file,
    from: 'code: 000.01.01.H26,',
    to: 'code: 100.01.01.H26,',
    code: 'config.organisation',
    at: '21:15',
    says: 'keep to ^000',
  },
  { name: 'a numbering that is no expression', file, from: "'^H26'", to: "'^(H26'", code: 'config.invalid-value', at: '2:39' },
  {
    name: 'an unknown parent',
    file,
    from: 'parent: H26.1',
    to: 'parent: H26.11',
    code: 'config.unknown-organisation',
    at: '8:11',
    says: 'nearest: "H26.1"',
  },
  { name: 'an unknown successor', file, from: 'into: [H26.2]', to: 'into: [H26.3]', code: 'config.unknown-organisation', at: '21:61' },
  {
    name: 'a successor that comes later',
    file,
    from: 'from: 2025-07-01',
    to: 'from: 2025-07-02',
    code: 'config.organisation',
    at: '21:61',
    says: 'not there on 2025-07-01',
  },
  {
    name: 'an heir from elsewhere',
    file,
    from: 'into: [H26.2]',
    to: 'into: [H26.2], heir: H26.1',
    code: 'config.organisation',
    at: '21:75',
    says: 'none of into',
  },
  {
    name: 'a successor of what has not ended',
    file,
    from: 'name: { vi: B, en: B }',
    to: 'name: { vi: B, en: B }, into: [H26.1]',
    code: 'config.organisation',
    at: '14:52',
    says: 'until is missing',
  },
  { name: 'one code for two', file, from: 'aliases: [000.00.01.H26]', to: 'aliases: [H26.2]', code: 'config.duplicate', at: '14:15' },
  {
    name: 'a party with the code of another organisation',
    file: 'parties/all.yaml',
    from: '[A.OLD]',
    to: '[A.OLD, H26.2]',
    code: 'config.duplicate',
    at: '2:20',
    says: 'organisations/city.yaml',
  },
];

it('a line says the same as keys', () => {
  const file = 'organisations/city.yaml';
  const text = (good[file] ?? '').replace(
    '{ code: 000.01.01.H26, name: { vi: C, en: C }, into: [H26.2] }',
    '000.01.01.H26 (00061) Phường Đội Cấn → H26.2',
  );
  expect(text).toContain('→');
  expect(loadWith({ [file]: text }).config?.organisations.at(-1)).toMatchObject({
    ...{ code: '000.01.01.H26', unit: '00061', name: { vi: 'Phường Đội Cấn', en: 'Phuong Doi Can' }, into: ['H26.2'] },
    ...{ level: 'commune', until: '2025-07-01' },
  });
});

describe('what a tree of organisations gets wrong', () => {
  it.each(mistakes)('$name', expectProblem);
});
