import * as der from './testing/der.test-kit';
import { extension, extensions, type Wish } from './testing/look-alike.test-kit';
import { accepted, below, ca, constraint, line, outcome, renewed, type Row, signer } from './testing/verdicts.test-kit';

describe('policies (§6.1.3 d–f, RFC 9618)', () => {
  const [p1, p2, p3, any] = ['2.16.840.1.101.3.2.1.48.1', '2.16.840.1.101.3.2.1.48.2', '2.16.840.1.101.3.2.1.48.3', '2.5.29.32.0'];
  const { policies, mappings, policyConstraints, inhibitAny } = extensions;
  const with_ = (...list: readonly Buffer[]): Partial<Wish> => ({ extensions: list });
  const explicit = { requireExplicitPolicy: true };
  const no = constraint('policies');
  it.each<Row>([
    ['the same policy', accepted, () => ({ ...line([with_(policies(p1))], with_(policies(p1))), options: explicit })],
    [
      'the same policy, not the one wanted',
      no,
      () => ({ ...line([with_(policies(p1))], with_(policies(p1))), options: { ...explicit, policies: [p2] } }),
    ],
    [
      'the policy wanted among others',
      accepted,
      () => ({ ...line([with_(policies(p1, p2))], with_(policies(p1, p2))), options: { ...explicit, policies: [p2, p3] } }),
    ],
    ['no policies', accepted, () => line([{}])],
    ['no policies where they are required', no, () => ({ ...line([{}]), options: explicit })],
    ['different policies', accepted, () => line([with_(policies(p1))], with_(policies(p2)))],
    ['different policies where they are required', no, () => ({ ...line([with_(policies(p1))], with_(policies(p2))), options: explicit })],
    [
      'a policy that an authority between lacks',
      no,
      () => ({ ...line([with_(policies(p1)), {}], with_(policies(p1))), options: explicit }),
    ],
    [
      'anyPolicy of an authority',
      accepted,
      () => ({ ...line([with_(policies(any))], with_(policies(p1))), options: { ...explicit, policies: [p1] } }),
    ],
    [
      'anyPolicy of an authority, inhibited',
      no,
      () => ({ ...line([with_(policies(any))], with_(policies(p1))), options: { ...explicit, inhibitAnyPolicy: true } }),
    ],
    [
      'anyPolicy of the signer',
      accepted,
      () => ({ ...line([with_(policies(p1))], with_(policies(any))), options: { ...explicit, policies: [p1] } }),
    ],
    [
      'anyPolicy throughout',
      accepted,
      () => ({ ...line([with_(policies(any))], with_(policies(any))), options: { ...explicit, policies: [p3] } }),
    ],
    ['requireExplicitPolicy 0 of an authority', no, () => line([with_(policyConstraints({ explicit: 0 }), policies(p1))])],
    ['requireExplicitPolicy 10', accepted, () => line([with_(policyConstraints({ explicit: 10 }))])],
    ['requireExplicitPolicy 1, used up by the signer', no, () => line([with_(policyConstraints({ explicit: 1 })), {}])],
    ['requireExplicitPolicy 0 of the signer', no, () => line([{}], with_(policyConstraints({ explicit: 0 })))],
    [
      'requireExplicitPolicy 2 and self-issued authorities, not counted',
      accepted,
      () => {
        const sub = ca('CN=Sub', with_(policyConstraints({ explicit: 2 })));
        const next = renewed(sub);
        return { leaf: signer(next), others: [sub, next] };
      },
    ],
    [
      'a mapping',
      accepted,
      () => ({ ...line([with_(policies(p1), mappings([p1, p2]))], with_(policies(p2))), options: { ...explicit, policies: [p1] } }),
    ],
    [
      'a mapping, asked for its end',
      no,
      () => ({ ...line([with_(policies(p1), mappings([p1, p2]))], with_(policies(p2))), options: { ...explicit, policies: [p2] } }),
    ],
    [
      'a mapping, inhibited',
      no,
      () => ({
        ...line([with_(policies(p1), mappings([p1, p2]))], with_(policies(p2))),
        options: { ...explicit, inhibitPolicyMapping: true },
      }),
    ],
    [
      'a mapping, inhibited by an authority above',
      no,
      () => ({
        ...line([with_(policies(p1), policyConstraints({ mapping: 0 })), with_(policies(p1), mappings([p1, p2]))], with_(policies(p2))),
        options: explicit,
      }),
    ],
    [
      'a mapping, inhibited after one more',
      accepted,
      () => ({
        ...line([with_(policies(p1), policyConstraints({ mapping: 1 })), with_(policies(p1), mappings([p1, p2]))], with_(policies(p2))),
        options: explicit,
      }),
    ],
    [
      'a mapping below anyPolicy',
      accepted,
      () => ({ ...line([with_(policies(any), mappings([p1, p2]))], with_(policies(p2))), options: { ...explicit, policies: [p1] } }),
    ],
    [
      'two mappings to one policy, then from it',
      accepted,
      () => ({
        ...line([with_(policies(p1, p2), mappings([p1, p3], [p2, p3])), with_(policies(p3), mappings([p3, p1]))], with_(policies(p1))),
        options: { ...explicit, policies: [p2] },
      }),
    ],
    ['a mapping from anyPolicy', no, () => line([with_(policies(any), mappings([any, p1]))], with_(policies(p1)))],
    ['a mapping to anyPolicy', no, () => line([with_(policies(p1), mappings([p1, any]))], with_(policies(p1)))],
    [
      'inhibitAnyPolicy 0',
      no,
      () => ({ ...line([with_(policies(p1), inhibitAny(0)), with_(policies(any))], with_(policies(p1))), options: explicit }),
    ],
    [
      'inhibitAnyPolicy 1',
      accepted,
      () => ({ ...line([with_(policies(p1), inhibitAny(1)), with_(policies(any))], with_(policies(p1))), options: explicit }),
    ],
    [
      'inhibitAnyPolicy 1, used up',
      no,
      () => ({
        ...line([with_(policies(p1), inhibitAny(1)), with_(policies(any)), with_(policies(any))], with_(policies(p1))),
        options: explicit,
      }),
    ],
    [
      'inhibitAnyPolicy 0 and a self-issued authority, exempt',
      accepted,
      () => {
        const sub = ca('CN=Sub', with_(policies(p1), inhibitAny(0)));
        const next = renewed(sub, with_(policies(any)));
        return { leaf: signer(next, with_(policies(p1))), others: [sub, next], options: explicit };
      },
    ],
    ['a policy twice', 'path.policies certificate-malformed', () => line([with_(policies(p1, p1))])],
    [
      'a critical policy with an unknown qualifier',
      constraint('critical-extension'),
      () =>
        below(
          {},
          with_(
            extension(
              '2.5.29.32',
              der.sequence(der.sequence(der.oid(p1), der.sequence(der.sequence(der.oid('1.2.3.4'), der.nothing)))),
              true,
            ),
          ),
        ),
    ],
  ])('%s: %s', (_, expected, setting) => expect(outcome(setting())).toBe(expected));
});
