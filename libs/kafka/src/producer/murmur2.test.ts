import { murmur2, partitionOf } from './murmur2';

// The first five are the vectors of Kafka's own UtilsTest.testMurmur2.
const vectors: [string, number][] = [
  ['21', -973932308],
  ['foobar', -790332482],
  ['a-little-bit-long-string', -985981536],
  ['a-little-bit-longer-string', -1486304829],
  ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
  ['abc', 479470107],
  ['', 275646681],
];

describe('murmur2', () => {
  it.each(vectors)("hashes '%s' as Kafka does", (key, hash) => {
    expect(murmur2(Buffer.from(key))).toBe(hash);
  });

  it('reads a slice of a larger buffer at any alignment', () => {
    expect(murmur2(Buffer.from('xfoobarx').subarray(1, 7))).toBe(-790332482);
  });

  it('maps a key with a negative hash to a partition as Kafka does: sign bit off, then modulo', () => {
    expect(partitionOf('foobar', 6)).toBe((-790332482 & 0x7fffffff) % 6);
  });
});
