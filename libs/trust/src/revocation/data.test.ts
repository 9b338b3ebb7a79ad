import * as der from '../x509/testing/der.test-kit';
import { extension, newKey } from '../x509/testing/look-alike.test-kit';
import { list } from './testing/list.test-kit';
import { ask, ca, held, ofSub, revoked, type Row, run, serial, signer, sub } from './testing/situation.test-kit';

const unknown = extension('1.2.3.4', der.nothing, true);

describe('complete lists (RFC 5280 §6.3.3)', () => {
  const stranger = ca({ subject: 'CN=Other' });
  it.each<Row>([
    ['that do not name it', 'good', () => ({ crls: [ofSub({ entries: [{ serial: 5 }] })] })],
    ['that name it', 'revoked keyCompromise', () => ({ crls: [ofSub({ entries: [revoked] })] })],
    ['that hold it', 'revoked certificateHold', () => ({ crls: [ofSub({ entries: [{ serial, reason: held }] })] })],
    ['of nobody', undefined, () => ({ crls: [] })],
    ['of another issuer', undefined, () => ({ crls: [list({ by: stranger, entries: [revoked] })] })],
    ["in the issuer's name by another key", undefined, () => ({ crls: [list({ by: { name: sub.name, key: newKey() } })] })],
    ["by the issuer's key in another name", undefined, () => ({ crls: [list({ by: { name: der.name('CN=Other'), key: sub.key } })] })],
    [
      "in the issuer's name written otherwise",
      'good',
      () => ({ crls: [list({ by: { name: der.name('C=vn, CN= SUB', der.printable), key: sub.key } })] }),
    ],
    [
      'one by a wrong key and one by the right',
      'good',
      () => ({ crls: [list({ by: { name: sub.name, key: newKey() }, entries: [revoked] }), ofSub()] }),
    ],
    [
      'an older and a newer one that lifts the hold',
      'good',
      () => ({
        crls: [ofSub({ entries: [{ serial, reason: held }], number: 6, from: '2026-11-19T00:00:00Z' }), ofSub()],
      }),
    ],
    ['with an unknown critical entry extension', undefined, () => ({ crls: [ofSub({ entries: [{ serial: 9, extensions: [unknown] }] })] })],
    ['with an unknown critical extension', undefined, () => ({ crls: [ofSub({ extensions: [unknown] })] })],
    [
      'with a critical number',
      undefined,
      () => ({ crls: [ofSub({ number: null, extensions: [extension('2.5.29.20', der.integer(1), true)] })] }),
    ],
    ['of version 2 without a number', undefined, () => ({ crls: [ofSub({ number: null })] })],
    [
      'of version 2 without a number, under the legacy policy',
      'good',
      () => ({ crls: [ofSub({ number: null })], input: { policy: 'legacy' } }),
    ],
    ['of version 1', 'revoked', () => ({ crls: [ofSub({ version: 1, entries: [{ serial }] })] })],
    ['out of date', undefined, () => ({ crls: [ofSub({ until: '2026-11-22T00:00:00Z' })] })],
    ['out of date by four minutes', 'good', () => ({ crls: [ofSub({ until: '2026-11-23T02:56:00Z' })] })],
    ['until 2050 and later', 'good', () => ({ crls: [ofSub({ until: '2050-01-01T00:00:00Z' })] })],
    ['without nextUpdate', undefined, () => ({ crls: [ofSub({ until: '' })] })],
    ['without nextUpdate, under the legacy policy', 'good', () => ({ crls: [ofSub({ until: '' })], input: { policy: 'legacy' } })],
    [
      'without nextUpdate and old, under the legacy policy',
      undefined,
      () => ({ crls: [ofSub({ until: '', from: '2026-11-15T00:00:00Z' })], input: { policy: 'legacy' } }),
    ],
    ['with an empty list of the revoked', undefined, () => ({ crls: [ofSub({ spelledEmpty: true })] })],
    ['for a point that says nothing', undefined, () => ({ crls: [ofSub({ extensions: [extension('2.5.29.28', der.sequence(), true)] })] })],
    ['without nextUpdate, for so long', 'good', () => ({ crls: [ofSub({ until: '' })], input: { maxAgeMs: 5 * 86_400_000 } })],
    ['of tomorrow', undefined, () => ({ crls: [ofSub({ from: '2026-11-24T00:00:00Z', entries: [revoked] })] })],
    [
      'of tomorrow, for a judgement about today',
      'revoked keyCompromise',
      () => ({ crls: [ofSub({ from: '2026-11-24T00:00:00Z', entries: [revoked] })], input: { later: true } }),
    ],
    [
      'made after it expired',
      undefined,
      () => ({ crls: [ofSub({ from: '2028-02-01T00:00:00Z', until: '2028-03-01T00:00:00Z' })], input: { later: true } }),
    ],
    [
      'made after it expired that keep the expired',
      'good',
      () => ({
        crls: [
          ofSub({
            from: '2028-02-01T00:00:00Z',
            until: '2028-03-01T00:00:00Z',
            extensions: [extension('2.5.29.60', der.time('2020-01-01T00:00:00Z', true))],
          }),
        ],
        input: { later: true },
      }),
    ],
    ['with negative serial numbers', 'good', () => ({ leaf: signer({ serial: 255 }), crls: [ofSub({ entries: [{ serial: -1 }] })] })],
    [
      'with serial numbers of 20 octets',
      'revoked',
      () => ({ leaf: signer({ serial: 2n ** 158n + 1n }), crls: [ofSub({ entries: [{ serial: 2n ** 158n + 1n }] })] }),
    ],
    [
      'with serial numbers that begin alike',
      'good',
      () => ({ leaf: signer({ serial: 2n ** 158n + 1n }), crls: [ofSub({ entries: [{ serial: 2n ** 158n }] })] }),
    ],
    ['signed with SHA-1', undefined, () => ({ crls: [ofSub({ hash: 'sha1' })] })],
    ['signed with SHA-1, under the legacy policy', 'good', () => ({ crls: [ofSub({ hash: 'sha1' })], input: { policy: 'legacy' } })],
    ['broken', undefined, () => ({ crls: [ofSub().subarray(0, -1), Buffer.from('hello')] })],
    ['that remove it, as only a delta can', undefined, () => ({ crls: [ofSub({ entries: [{ serial, reason: 8 }] })] })],
  ])('%s: %s', run);

  it('tell when, why and since when the key was in other hands', () => {
    const crls = [ofSub({ entries: [{ ...revoked, invalid: '2026-11-01T00:00:00Z' }] })];
    const [revokedAt, invalidityDate] = [new Date('2026-11-10T00:00:00Z'), new Date('2026-11-01T00:00:00Z')];
    expect(ask({ crls })).toMatchObject({
      source: 'crl',
      revokedAt,
      invalidityDate,
      reason: 'keyCompromise',
      evidence: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });
});
