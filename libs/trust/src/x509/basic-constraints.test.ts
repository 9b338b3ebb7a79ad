import { make } from './testing/look-alike.test-kit';
import { accepted, below, ca, constraint, line, outcome, renewed, type Row, signer } from './testing/verdicts.test-kit';

describe('basic constraints, path length and key usage (§6.1.4 k–n)', () => {
  it.each<Row>([
    ['an authority without basicConstraints', constraint('basic-constraints'), () => below({ basic: 'absent' })],
    ['an authority that is none', constraint('basic-constraints'), () => below({ ca: false, basic: 'critical', usage: [] })],
    ['basicConstraints that is not critical', accepted, () => below({ basic: 'plain' })],
    [
      'a root whose basicConstraints is not critical',
      constraint('basic-constraints'),
      () => {
        const plain = make({ subject: 'CN=Plain', ca: true, basic: 'plain' });
        return { leaf: signer(plain), root: plain };
      },
    ],
    [
      'a root without basicConstraints',
      constraint('basic-constraints'),
      () => {
        const mute = make({ subject: 'CN=Mute', basic: 'absent', usage: [] });
        return { leaf: signer(mute), root: mute };
      },
    ],
    [
      'a root without basicConstraints under the legacy policy',
      accepted,
      () => {
        const mute = make({ subject: 'CN=Mute', basic: 'absent', usage: [] });
        return { leaf: signer(mute), root: mute, options: { policy: 'legacy' } };
      },
    ],
    [
      'a root of version 1',
      accepted,
      () => {
        const old = make({ subject: 'CN=Old', version: 1 });
        return { leaf: signer(old, { nameless: true }), root: old };
      },
    ],
    ['an authority of version 1', constraint('basic-constraints'), () => below({ version: 1 }, { nameless: true })],
    ['a signer of version 1', constraint('profile'), () => below({ nameless: true }, { version: 1 })],
    ['path length 0 before a signer', accepted, () => line([{ pathLength: 0 }])],
    ['path length 0 before an authority', constraint('length'), () => line([{ pathLength: 0 }, {}])],
    [
      'path length 0 before an authority as the leaf',
      accepted,
      () => ({
        ...line([{ pathLength: 0 }], { ca: true }),
        options: { allowAuthority: true, anyPurpose: true },
      }),
    ],
    ['an authority as a signer', 'path.basic-constraints certificate-usage', () => line([{}], { ca: true, usage: [0, 5] })],
    [
      'an authority as a signer under the legacy policy',
      accepted,
      () => ({ ...line([{}], { ca: true, usage: [0, 5] }), options: { policy: 'legacy' } }),
    ],
    ['path length 6 before 4', accepted, () => line([{ pathLength: 6 }, { pathLength: 4 }, {}, {}])],
    ['a length that grows again', constraint('length'), () => line([{ pathLength: 1 }, { pathLength: 6 }, {}])],
    [
      'path length 0 before a self-issued authority',
      accepted,
      () => {
        const sub = ca('CN=Sub', { pathLength: 0 });
        const next = renewed(sub);
        return { leaf: signer(next), others: [sub, next] };
      },
    ],
    [
      'path length 0 before a self-issued authority and another',
      constraint('length'),
      () => {
        const sub = ca('CN=Sub', { pathLength: 0 });
        const next = renewed(sub);
        const other = ca('CN=Other', { by: next });
        return { leaf: signer(other), others: [sub, next, other] };
      },
    ],
    ['an authority that may sign lists alone', constraint('key-usage'), () => below({ usage: [6] })],
    ['an authority without key usage', accepted, () => below({ usage: [] })],
    ['a signer for encryption', 'path.key-usage certificate-usage', () => below({}, { usage: [2] })],
    [
      'a signer for encryption when that is asked',
      accepted,
      () => ({ ...below({}, { usage: [2] }), options: { anyPurpose: true, keyUsage: [2, 3] } }),
    ],
    ['keyCertSign of none', 'path.key-usage certificate-usage', () => below({}, { usage: [0, 5] })],
  ])('%s: %s', (_, expected, setting) => expect(outcome(setting())).toBe(expected));
});
