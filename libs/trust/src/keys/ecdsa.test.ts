import { generateKeyPairSync, sign, verify } from 'node:crypto';

import { ecdsaFromDer, ecdsaToDer } from './ecdsa';

describe('ECDSA signatures in both encodings', () => {
  it.each([
    ['prime256v1', 32],
    ['secp384r1', 48],
    ['secp521r1', 66],
  ])('agree with node:crypto on %s, short numbers too', (namedCurve, size) => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve });
    // One in 128 has an r or s that is an octet short.
    for (let i = 0; i < 300; i++) {
      const data = Buffer.from(String(i));
      const der = sign('sha256', data, privateKey);
      const raw = ecdsaFromDer(der, size);
      expect(raw).toHaveLength(2 * size);
      expect(Buffer.from(ecdsaToDer(raw)).equals(der)).toBe(true);
      expect(verify('sha256', data, { key: publicKey, dsaEncoding: 'ieee-p1363' }, raw)).toBe(true);
    }
  });

  it.each([
    ['a negative number', '3006020181020101'],
    ['a number that is not minimal', '300702020001020101'],
    ['a number that does not fit', '30080203010000020101'],
    ['three numbers', '3009020101020101020101'],
    ['one number', '3003020101'],
    ['bytes behind', '300602010102010100'],
    ['an empty number', '30050200020101'],
    ['nothing', ''],
  ])('refuse %s', (_, hex) => {
    expect(() => ecdsaFromDer(Buffer.from(hex, 'hex'), 2)).toThrow(expect.objectContaining({ code: 'signature-invalid' }) as Error);
  });
});
