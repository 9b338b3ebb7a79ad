import { readDossierCode } from './dossier-code';

describe('dossier codes', () => {
  it.each([
    ['000.99.02.H26-261123-0001', { organisation: '000.99.02.H26', day: '2026-11-23', number: '0001' }],
    ['H15.50.05.13-261008-0975', { organisation: 'H15.50.05.13', day: '2026-10-08', number: '0975' }],
    ['G09.20-20260609-0092637', { organisation: 'G09.20', day: '2026-06-09', number: '0092637' }],
    ['000.99.02.H26-240229-0001', { organisation: '000.99.02.H26', day: '2024-02-29', number: '0001' }],
  ])('reads %s', (text, code) => {
    expect(readDossierCode(text)).toEqual(code);
  });

  it.each([
    ['no such day', '000.99.02.H26-261131-0001'],
    ['no leap year', '000.99.02.H26-250229-0001'],
    ['month 13', '000.99.02.H26-261301-0001'],
    ['seven digits of a day', '000.99.02.H26-2611230-0001'],
    ['a short number', '000.99.02.H26-261123-001'],
    ['a long number', '000.99.02.H26-261123-00000001'],
    ['no organisation', '-261123-0001'],
    ['an organisation of no scheme', '0.9.H26-261123-0001'],
    ['an enterprise', '0100109106-261123-0001'],
    ['other digits', '000.99.02.H26-２６1123-0001'],
    ['a line end', '000.99.02.H26-261123-0001\n'],
  ])('refuses %s', (_, text) => {
    expect(readDossierCode(text)).toBeUndefined();
  });
});
