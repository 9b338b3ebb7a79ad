import { explainPath } from './explain';
import * as der from './testing/der.test-kit';
import { extension, extensions, make, newKey } from './testing/look-alike.test-kit';
import { accepted, at, below, ca, constraint, outcome, type Row, signer } from './testing/verdicts.test-kit';

describe('extensions, purposes, profile and policy of algorithms', () => {
  const unknown = (critical: boolean): Buffer => extension('1.2.3.4', der.nothing, critical);
  const tsa = '1.3.6.1.5.5.7.3.8';
  const { purposes } = extensions;
  const demand = extension('2.5.29.36', der.sequence(der.tagged(0x80, Buffer.of(3))));
  it.each<Row>([
    ['an unknown extension', accepted, () => below({}, { extensions: [unknown(false)] })],
    ['an unknown critical one', constraint('critical-extension'), () => below({}, { extensions: [unknown(true)] })],
    ['an unknown critical one of an authority', constraint('critical-extension'), () => below({ extensions: [unknown(true)] })],
    [
      'no key identifiers at all',
      accepted,
      () => {
        const old = make({ subject: 'CN=Old', ca: true, nameless: true });
        const sub = ca('CN=Sub', { by: old, nameless: true });
        return { leaf: signer(sub, { nameless: true }), others: [sub], root: old };
      },
    ],
    ['an authority whose own is missing', constraint('profile'), () => below({ nameless: true })],
    ['a signer whose issuer has one and that names none', constraint('profile'), () => below({}, { nameless: true })],
    [
      'a signer that names none, under the legacy policy',
      accepted,
      () => ({ ...below({}, { nameless: true }), options: { policy: 'legacy' } }),
    ],
    ['a purpose asked for', accepted, () => ({ ...below({}, { extensions: [purposes(tsa)] }), options: { purpose: tsa } })],
    ['a purpose asked for where none is named', accepted, () => ({ ...below({}), options: { purpose: '1.3.6.1.5.5.7.3.4' } })],
    ['a purpose asked for and not named', 'path.purpose certificate-usage', () => ({ ...below({}), options: { purpose: tsa } })],
    [
      'a purpose that its authority may not give',
      'path.purpose certificate-usage',
      () => ({
        ...below({ extensions: [purposes('1.3.6.1.5.5.7.3.1')] }, { extensions: [purposes(tsa)] }),
        options: { purpose: tsa },
      }),
    ],
    ['any purpose', accepted, () => ({ ...below({}, { extensions: [purposes(tsa)] }), options: { anyPurpose: true } })],
    ['serial number 0', constraint('profile'), () => below({}, { serial: 0 })],
    ['a negative serial number', constraint('profile'), () => below({}, { serial: -1 })],
    ['a serial number of 20 octets', accepted, () => below({}, { serial: 2n ** 159n - 1n })],
    ['a serial number of 21 octets', constraint('profile'), () => below({}, { serial: 2n ** 159n })],
    ['SHA-1', constraint('algorithm'), () => below({}, { hash: 'sha1' })],
    [
      'a root with SHA-1, which nobody verifies',
      accepted,
      () => {
        const old = make({ subject: 'CN=Old', ca: true, hash: 'sha1', key: newKey(2048) });
        return { leaf: signer(old), root: old };
      },
    ],
    ['RSA of 2047 bits', constraint('algorithm'), () => below({ key: newKey(2047) })],
    ['RSA of 2052 bits', constraint('algorithm'), () => below({ key: newKey(2052) })],
    ['RSA of 2052 bits, under the legacy policy', accepted, () => ({ ...below({ key: newKey(2052) }), options: { policy: 'legacy' } })],
    ['the exponent 3', constraint('algorithm'), () => below({ key: newKey(2048, 3) })],
    ['the exponent 3, under the legacy policy', accepted, () => ({ ...below({ key: newKey(2048, 3) }), options: { policy: 'legacy' } })],
    ['serial number 0, under the legacy policy', accepted, () => ({ ...below({}, { serial: 0 }), options: { policy: 'legacy' } })],
    [
      'policies demanded, and not critical',
      accepted,
      () => below({ extensions: [extensions.policies('1.2.3'), demand] }, { extensions: [extensions.policies('1.2.3')] }),
    ],
    ['policies demanded of nobody, and not critical', constraint('profile'), () => below({ extensions: [demand] })],
    ['RSA of 1024 bits', constraint('algorithm'), () => below({ key: newKey(1024) })],
    [
      'RSA of 512 bits, under the legacy policy',
      constraint('algorithm'),
      () => ({ ...below({}, { key: newKey(512) }), options: { policy: 'legacy' } }),
    ],
  ])('%s: %s', (_, expected, setting) => expect(outcome(setting())).toBe(expected));

  it('names what is weak under the legacy policy: the first government hierarchy', () => {
    const old = make({ subject: 'CN=G1', ca: true, hash: 'sha1', key: newKey(2048) });
    const sub = ca('CN=Sub G1', { by: old, hash: 'sha1', key: newKey(2048) });
    const leaf = signer(sub, { hash: 'sha1', key: newKey(1024) });
    const lists = [leaf.certificate, [sub.certificate], [{ certificate: old.certificate }], at] as const;
    expect(explainPath(...lists).error?.code).toBe('path-constraint');
    const { checks, path } = explainPath(...lists, { policy: 'legacy' });
    expect(path).toHaveLength(3);
    const [leafId, subId] = [leaf, sub].map(({ certificate }) => certificate.fingerprint.slice(0, 16));
    expect(checks.filter(({ result }) => result !== 'passed')).toEqual([
      { code: 'path.algorithm', result: 'warning', facts: { weak: `RSA key of 1024 bits (${leafId}), signed with sha1 (${subId})` } },
    ]);
  });
});
