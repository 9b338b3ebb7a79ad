import { checkDigitFits, enterpriseSubject, readEnterpriseCode, writeEnterpriseCode } from './code';

const fits = (text: string): boolean | undefined => {
  const code = readEnterpriseCode(text);
  return code && checkDigitFits(code);
};

describe('enterprise codes', () => {
  it.each([
    ['0100109106', '0100109106'],
    ['0100109106-001', '0100109106-001'],
    ['0100109106001', '0100109106-001'],
    ['099912345678', '099912345678'],
  ])('%s is written %s', (text, written) => {
    const code = readEnterpriseCode(text);
    expect(code && writeEnterpriseCode(code)).toBe(written);
  });

  it.each([
    '',
    '010010910',
    '01001091061',
    '0100109106-1',
    '0100109106-0001',
    '0100109106 001',
    'O100109106',
    '０１００１０９１０６',
    ' 0100109106',
  ])('%j is none', (text) => {
    expect(readEnterpriseCode(text)).toBeUndefined();
  });

  it.each(['0100109106', '0202019860', '5300100124', '0302431595', '0101243150', '0105987432', '0100109106-001', '0100109106001'])(
    'the check digit of %s, which is in use, fits',
    (text) => {
      expect(fits(text)).toBe(true);
    },
  );

  it('is caught with any digit mistyped, or two beside each other swapped', () => {
    const good = '0302431595';
    for (let at = 0; at < 10; at++)
      for (const digit of '0123456789') if (digit !== good[at]) expect(fits(good.slice(0, at) + digit + good.slice(at + 1))).toBe(false);
    for (let at = 0; at < 9; at++)
      if (good[at] !== good[at + 1]) expect(fits(`${good.slice(0, at)}${good[at + 1]}${good[at]}${good.slice(at + 2)}`)).toBe(false);
  });

  it('has no digit for a sum that leaves 10: such a number is not issued', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].filter((digit) => fits(`000000000${digit}`))).toEqual([]);
  });

  it('a household business has a personal id, which has no check digit and stands in no list', () => {
    expect(fits('099912345678')).toBe(true);
    const code = readEnterpriseCode('099912345678');
    // printf 099912345678 | sha256sum
    expect(code && enterpriseSubject(code)).toBe('household:0c0457bdb7b93c956c804d3125e2c44a');
    const unit = readEnterpriseCode('0100109106001');
    expect(unit && enterpriseSubject(unit)).toBe('0100109106-001');
  });
});
