import { rdnKeys } from './name-chaining';
import * as der from './testing/der.test-kit';
import { type Made } from './testing/look-alike.test-kit';
import { accepted, below, ca, outcome, root, type Row, signer } from './testing/verdicts.test-kit';

const spoilt = (made: Made): Made => {
  const bytes = Buffer.from(made.der);
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
  return { ...made, certificate: { ...made.certificate, signature: bytes.subarray(-made.certificate.signature.length), der: bytes } };
};

describe('signatures, validity and names (RFC 5280 §6.1.3 a)', () => {
  it.each<Row>([
    ['a sound path', accepted, () => below({})],
    [
      'an authority with a wrong signature',
      'path.signature path-untrusted',
      () => {
        const sub = ca('CN=Sub');
        return { leaf: signer(sub), others: [spoilt(sub)] };
      },
    ],
    ['a signer with a wrong signature', 'path.signature path-untrusted', () => ({ leaf: spoilt(signer(root)) })],
    ['an authority that is not valid yet', 'path.validity.not-yet certificate-expired', () => below({ from: '2027-01-01T00:00:00Z' })],
    ['a signer that is not valid yet', 'path.validity.not-yet certificate-expired', () => below({}, { from: '2027-01-01T00:00:00Z' })],
    ['an authority of 1950, which UTCTime can write', accepted, () => below({ from: '1950-01-01T12:01:00Z' })],
    [
      'an authority that ended in 1999',
      'path.validity.expired certificate-expired',
      () => below({ from: '1998-01-01T12:01:00Z', until: '1999-01-01T12:01:00Z' }),
    ],
    ['a signer until 2050, in GeneralizedTime', accepted, () => below({}, { until: '2050-01-01T12:01:00Z' })],
    [
      'an issuer of another name',
      'path.built path-untrusted',
      () => {
        const sub = ca('CN=Sub');
        return { leaf: signer({ ...sub, name: der.name('CN=Other') }), others: [sub] };
      },
    ],
    [
      'the RDNs of a name in another order',
      'path.built path-untrusted',
      () => {
        const sub = ca('O=A, CN=B');
        return { leaf: signer({ ...sub, name: der.name('CN=B, O=A') }), others: [sub] };
      },
    ],
    ...(
      [
        ['more space', der.name('CN=  Cơ  quan ', der.utf8)],
        ['other case', der.name('CN=CƠ QUAN')],
        ['decomposed letters', der.name(`CN=${'Cơ quan'.normalize('NFD')}`)],
      ] as const
    ).map(([what, name]): Row => [
      `an issuer with ${what} in its name`,
      accepted,
      () => {
        const sub = ca('CN=Cơ quan');
        return { leaf: signer({ ...sub, name }), others: [sub] };
      },
    ]),
    [
      'PrintableString for UTF8String',
      accepted,
      () => {
        const sub = ca('CN=Sub');
        return { leaf: signer({ ...sub, name: der.name('CN=SUB', der.printable) }), others: [sub] };
      },
    ],
    ['unique identifiers', accepted, () => below({ uniqueIds: true }, { uniqueIds: true })],
    [
      'a text and octets that look the same',
      'path.built path-untrusted',
      () => {
        const sub = ca('CN=#0500');
        return { leaf: signer({ ...sub, name: der.name('CN=', () => der.nothing) }), others: [sub] };
      },
    ],
  ])('%s: %s', (_, expected, setting) => expect(outcome(setting())).toBe(expected));

  it('keeps apart what is written in different types or places', () => {
    const names = ['CN=a, CN=b', 'CN=b, CN=a', 'CN=ab', 'CN=a'].map((text) => rdnKeys(der.name(text)).join('|'));
    expect(new Set(names).size).toBe(names.length);
  });
});
