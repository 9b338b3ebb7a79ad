import * as der from './testing/der.test-kit';
import { extension, extensions, make } from './testing/look-alike.test-kit';
import { accepted, below, ca, constraint, line, outcome, renewed, type Row, type Setting, signer } from './testing/verdicts.test-kit';

describe('name constraints (§4.2.1.10)', () => {
  const { altNames, constraints } = extensions;
  const { email, dns, directory, uri, ip, other } = der.general;
  const no = constraint('name-constraints');
  const [permit, exclude] = ['permitted', 'excluded'] as const;
  /** One constraint on one alternative name. */
  const one =
    (kind: 'permitted' | 'excluded', base: Buffer, ...names: readonly Buffer[]) =>
    (): Setting =>
      line([{ extensions: [constraints({ [kind]: [base] })] }], { extensions: [altNames(...names)] });
  const legacy = (setting: () => Setting) => (): Setting => ({ ...setting(), options: { policy: 'legacy' } });
  const named = (kind: 'permitted' | 'excluded', base: string, subject: string) => (): Setting =>
    line([{ extensions: [constraints({ [kind]: [directory(base)] })] }], { subject });
  it.each<Row>([
    ['a subject inside', accepted, named(permit, 'C=VN, O=A', 'C=VN, O=a, CN=Signer')],
    ['a subject outside', no, named(permit, 'C=VN, O=A', 'C=VN, O=B, CN=Signer')],
    ['a subject that only begins so', no, named(permit, 'C=VN, O=A', 'C=VN, O=AB')],
    ['a subject excluded', no, named(exclude, 'C=VN, O=A', 'C=VN, O=A, CN=Signer')],
    ['a subject beside the excluded', accepted, named(exclude, 'C=VN, O=A', 'C=VN, CN=Signer')],
    [
      'an empty subject',
      accepted,
      () =>
        line([{ extensions: [constraints({ permitted: [directory('O=A')] })] }], {
          subject: '',
          extensions: [extension('2.5.29.17', der.sequence(email('a@b.vn')), true)],
        }),
    ],
    [
      'a subject inside and a directory name outside',
      no,
      () =>
        line([{ extensions: [constraints({ permitted: [directory('O=A')] })] }], {
          subject: 'O=A, CN=Signer',
          extensions: [altNames(directory('O=B'))],
        }),
    ],
    [
      'subtrees of two authorities that do not meet',
      no,
      () =>
        line(
          [
            { subject: 'O=A', extensions: [constraints({ permitted: [directory('O=A')] })] },
            { subject: 'O=A, CN=Sub', extensions: [constraints({ permitted: [directory('O=B')] })] },
          ],
          { subject: 'O=A, CN=Signer' },
        ),
    ],
    [
      'an authority outside the constraints of the one above',
      no,
      () => line([{ extensions: [constraints({ permitted: [directory('O=A')] })] }, { subject: 'O=B' }], { subject: 'O=A, CN=Signer' }),
    ],
    [
      'a self-issued authority outside, exempt',
      accepted,
      () => {
        const sub = ca('CN=Sub', { extensions: [constraints({ permitted: [directory('O=A')] })] });
        const next = renewed(sub);
        return { leaf: signer(next, { subject: 'O=A, CN=Signer' }), others: [sub, next] };
      },
    ],
    [
      'a self-issued signer outside, not exempt',
      no,
      () => {
        const sub = ca('CN=Sub', { extensions: [constraints({ permitted: [directory('O=A')] })] });
        return { leaf: signer(sub, { subject: sub.name }), others: [sub] };
      },
    ],
    ['an address of the permitted host', accepted, one(permit, email('so.vn'), email('a@SO.vn'))],
    ['an address of a host below it', no, one(permit, email('so.vn'), email('a@x.so.vn'))],
    ['an address below the permitted domain', accepted, one(permit, email('.so.vn'), email('a@x.so.vn'))],
    ['an address at the permitted domain', no, one(permit, email('.so.vn'), email('a@so.vn'))],
    ['the permitted mailbox', accepted, one(permit, email('a@so.vn'), email('a@so.vn'))],
    ['the permitted mailbox in other case', no, one(permit, email('a@so.vn'), email('A@so.vn'))],
    ['an address excluded', no, one(exclude, email('so.vn'), email('a@so.vn'))],
    [
      'an address in the subject outside',
      no,
      () => line([{ extensions: [constraints({ permitted: [email('so.vn')] })] }], { subject: 'CN=Signer, E=a@khac.vn' }),
    ],
    [
      'an address in the subject inside',
      accepted,
      () => line([{ extensions: [constraints({ permitted: [email('so.vn')] })] }], { subject: 'CN=Signer, E=a@so.vn' }),
    ],
    [
      'an address in UTF-8 where addresses are constrained',
      no,
      one(exclude, email('so.vn'), other('1.3.6.1.5.5.7.8.9', der.utf8('ă@khac.vn'))),
    ],
    ['an address that is none', no, one(exclude, email('so.vn'), email('a@b@khac.vn'))],
    ['a host below the permitted', accepted, one(permit, dns('so.vn'), dns('x.SO.vn'))],
    ['a host that ends alike', no, one(permit, dns('so.vn'), dns('myso.vn'))],
    ['a host excluded', no, one(exclude, dns('so.vn'), dns('so.vn'))],
    ['a wildcard that covers the excluded', no, one(exclude, dns('a.so.vn'), dns('*.so.vn'))],
    ['a wildcard beside the excluded', accepted, one(exclude, dns('b.a.so.vn'), dns('*.so.vn'))],
    ['a host that is none', no, one(permit, dns('so.vn'), dns('.so.vn'))],
    ['a URI below the permitted domain', accepted, one(permit, uri('.so.vn'), uri('https://u@x.so.vn:8443/a@khac.vn'))],
    ['a URI at the permitted domain', no, one(permit, uri('.so.vn'), uri('https://so.vn/'))],
    ['a URI excluded', no, one(exclude, uri('so.vn'), uri('ldap://SO.vn/x'))],
    ['a URI without a host', no, one(exclude, uri('so.vn'), uri('urn:a:b'))],
    ['a URI of an address', no, one(exclude, uri('so.vn'), uri('https://192.0.2.1/'))],
    ['an IPv4 address inside', accepted, one(permit, ip('c0000200ffffff00'), ip('c0000217'))],
    ['an IPv4 address outside', no, one(permit, ip('c0000200ffffff00'), ip('c0000317'))],
    ['an IPv6 address where IPv4 is permitted', no, one(permit, ip('c0000200ffffff00'), ip('00'.repeat(15) + '01'))],
    ['an IPv6 address excluded', no, one(exclude, ip('00'.repeat(15) + '01' + 'ff'.repeat(16)), ip('00'.repeat(15) + '01'))],
    ['one name of several outside', no, one(permit, dns('so.vn'), dns('so.vn'), dns('khac.vn'))],
    ['a name of a form without constraints', accepted, one(permit, dns('so.vn'), uri('urn:a:b'))],
    ['another form where it is constrained', no, one(exclude, other('1.2.3', der.nothing), other('1.2.4', der.nothing))],
    ['constraints on a form that no name has', accepted, one(exclude, other('1.2.3', der.nothing), dns('so.vn'))],
    [
      'constraints of the root',
      no,
      () => {
        const narrow = make({ subject: 'CN=Narrow', ca: true, extensions: [constraints({ excluded: [dns('so.vn')] })] });
        return { leaf: signer(narrow, { extensions: [altNames(dns('so.vn'))] }), root: narrow };
      },
    ],
    ['constraints of a signer', constraint('profile'), () => below({}, { extensions: [constraints({ permitted: [dns('so.vn')] })] })],
    ...[dns('.so.vn'), dns('*.so.vn'), dns('""')].map((base): Row => [
      `a constraint that is none on a name of its form: ${base.toString('latin1')}`,
      no,
      legacy(one(exclude, base, dns('khac.vn'))),
    ]),
    ...[email('a@b@c.vn'), ip('c0000201'), ip('c0000200ff00ff00'), uri('https://so.vn')].flatMap((base): Row[] => [
      [`a constraint that is none: ${base.toString('latin1')}`, constraint('profile'), one(exclude, base, dns('khac.vn'))],
      [`the same under the legacy policy: ${base.toString('latin1')}`, accepted, legacy(one(exclude, base, dns('khac.vn')))],
    ]),
    ['empty constraints', 'path.name-constraints certificate-malformed', () => line([{ extensions: [constraints({})] }])],
    [
      'thousands of names and constraints',
      no,
      () => {
        const many = Array.from({ length: 1500 }, (_, i) => dns(`x${i}.so.vn`));
        return line([{ extensions: [constraints({ permitted: many })] }], { extensions: [altNames(...many)] });
      },
    ],
  ])('%s: %s', (_, expected, setting) => expect(outcome(setting())).toBe(expected));
});
