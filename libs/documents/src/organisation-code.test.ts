import { isAgencyCode, readOrganisationCode } from './organisation-code';

describe('organisation codes', () => {
  it.each([
    ['000.99.02.H26', { scheme: 'old', level1: 'H26', path: ['02', '99', '000'] }],
    ['000.A0.01.H26', { scheme: 'old', level1: 'H26', path: ['01', 'A0', '000'] }],
    ['H15.50.05.13', { scheme: 'new', level1: 'H15', path: ['50', '05', '13'] }],
    ['G09', { scheme: 'new', level1: 'G09', path: [] }],
    ['0100109106', { scheme: 'enterprise', number: '0100109106', unit: undefined }],
    ['099099000001', { scheme: 'household', number: '099099000001' }],
    ['0100109106-001', { scheme: 'enterprise', number: '0100109106', unit: '001' }],
  ])('reads %s', (text, code) => {
    expect(readOrganisationCode(text)).toEqual(code);
  });

  it.each(['', '000.99.02', '000.99.02.H2', '000.99.02.h26', 'H26.1234', `H26${'.ABC'.repeat(9)}`, '012345678', '0100109106-01', 'H26.\n'])(
    'takes %j for no code',
    (text) => {
      expect(readOrganisationCode(text)).toBeUndefined();
    },
  );

  it('tells agencies from enterprises', () => {
    expect(['000.99.02.H26', 'H26.99', '0100109106', '099099000001'].map(isAgencyCode)).toEqual([true, true, false, false]);
  });
});
