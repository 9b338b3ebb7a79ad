import { nearest } from './nearest';

const known = ['passwordFile', 'partitions', 'port', 'zones'];

it.each([
  ['partiton', 'partitions'],
  ['password', 'passwordFile'],
  ['PORT', 'port'],
  ['znoes', 'zones'],
  ['xyzzy', undefined],
])('%s → %s', (word, expected) => {
  expect(nearest(word, known)).toBe(expected);
});

it('of nothing is nothing', () => {
  expect(nearest('port', [])).toBeUndefined();
});
