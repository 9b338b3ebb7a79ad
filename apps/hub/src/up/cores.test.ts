import { coreCount } from './cores';

describe('coreCount', () => {
  it.each(['0', 'two', '-1', '1.5', '17', '', ' 1', '1e1'])('refuses %j, which would start no core or too many', (given) => {
    expect(() => coreCount(given)).toThrow('--cores must be a whole number from 1 to 16');
  });

  it('takes 1 to 16', () => {
    expect(['1', '2', '16'].map(coreCount)).toEqual([1, 2, 16]);
  });
});
