import { TrustError } from '../model';
import { explainPath } from './explain';
import { validatePath } from './path';
import { extensions, type Made, make } from './testing/look-alike.test-kit';
import { at } from './testing/verdicts.test-kit';

const lists = (leaf: Made, others: readonly Made[], roots: readonly Made[]) =>
  [leaf.certificate, others.map(({ certificate }) => certificate), roots.map(({ certificate }) => ({ certificate })), at] as const;

/** CPU, since others may be at work beside the test. */
function timed<T>(act: () => T): { ms: number; result: T } {
  const begun = process.cpuUsage();
  const result = act();
  const { user, system } = process.cpuUsage(begun);
  return { ms: (user + system) / 1000, result };
}

describe('the search for a path', () => {
  const root = make({ subject: 'CN=Root', ca: true });
  const names = Array.from({ length: 20 }, (_, i) => `CN=CA ${i}`);
  const owners = names.map((subject) => make({ subject, ca: true }));
  /** Everybody certifies everybody else. */
  const mesh = owners.flatMap((by) =>
    owners.filter((one) => one !== by).map(({ name, key }) => make({ subject: name, key, by, ca: true })),
  );
  const [first, last] = [owners[0]!, owners[19]!];
  const leaf = make({ subject: 'CN=Signer', by: first });
  const entrance = (wish: Parameters<typeof make>[0]): Made => make({ ...wish, by: root, ca: true, key: last.key });

  it('finds the one entrance to a mesh of 20 authorities, and ends where there is none, within 100 ms', () => {
    const open = timed(() => validatePath(...lists(leaf, [...mesh, entrance({ subject: last.name })], [root])));
    expect(open.result.map(({ subject }) => subject)).toEqual(['CN=Signer', 'CN=CA 0', 'CN=CA 19', 'CN=Root']);
    const closed = timed(() => explainPath(...lists(leaf, mesh, [root])));
    expect(closed.result.error?.code).toBe('path-untrusted');
    expect(Math.max(open.ms, closed.ms)).toBeLessThan(100);
  });

  it.each<[string, string, Made, object]>([
    ['a self-signed certificate that is trusted itself', 'accepted', make({ subject: 'CN=Alone' }), {}],
    ['one of an authority, which may not sign', 'certificate-usage', make({ subject: 'CN=Alone', ca: true }), {}],
    ['one of an authority, as itself', 'accepted', make({ subject: 'CN=Alone', ca: true }), { allowAuthority: true, anyPurpose: true }],
    ['one that has expired', 'certificate-expired', make({ subject: 'CN=Alone', until: '2026-06-01T00:00:00Z' }), {}],
    ['one of which policies are demanded', 'path-constraint', make({ subject: 'CN=Alone' }), { requireExplicitPolicy: true }],
  ])('takes for its own root %s: %s', (_, expected, alone, options) => {
    const { path, error } = explainPath(...lists(alone, [], [alone]), options);
    expect(path ? 'accepted' : error?.code).toBe(expected);
  });

  it('takes no certificate for its own root that another key signed', () => {
    const stranger = make({ subject: 'CN=Alone' });
    const alone = make({ subject: 'CN=Alone', by: stranger });
    expect(explainPath(...lists(alone, [], [alone])).path).toBeUndefined();
  });

  it('takes no certificate for its own root because it has the name of one', () => {
    const [alone, other] = [make({ subject: 'CN=Alone' }), make({ subject: 'CN=Alone' })];
    expect(explainPath(...lists(alone, [], [other])).path).toBeUndefined();
  });

  it('ends soon where an entrance is there and its constraints forbid every way', () => {
    const narrow = entrance({ subject: last.name, extensions: [extensions.constraints({ permitted: [], excluded: [constraintOnAll] })] });
    const { ms, result } = timed(() => explainPath(...lists(leaf, [...mesh, narrow], [root])));
    expect(result.checks.filter(({ result: one }) => one === 'failed').map(({ code }) => code)).toEqual(['path.name-constraints']);
    expect(ms).toBeLessThan(200);
  });

  it('tries the next chain where one fails by policies, purpose, constraints or time', () => {
    const key = make({ subject: 'CN=Sub', ca: true }).key;
    const policy = '1.2.3.4';
    const sub = (wish: Partial<Parameters<typeof make>[0]>): Made => make({ subject: 'CN=Sub', by: root, ca: true, key, ...wish });
    const bad = [
      sub({ until: '2026-06-01T00:00:00Z' }),
      sub({ usage: [6] }),
      sub({ basic: 'absent' }),
      sub({ hash: 'sha1' }),
      sub({ extensions: [extensions.policies('1.2.3.5')] }),
      sub({ extensions: [extensions.policies(policy), extensions.purposes('1.3.6.1.5.5.7.3.1')] }),
      sub({ extensions: [extensions.policies(policy), extensions.constraints({ excluded: [constraintOnAll] })] }),
    ];
    const good = sub({ extensions: [extensions.policies(policy)] });
    const signer = make({ subject: 'CN=Signer', by: good, extensions: [extensions.policies(policy)] });
    const options = { policies: [policy], requireExplicitPolicy: true };
    for (const others of [
      [...bad, good],
      [good, ...bad],
    ])
      expect(validatePath(...lists(signer, others, [root]), options)[1]).toBe(good.certificate);
    for (const one of bad) expect(() => validatePath(...lists(signer, [one], [root]), options)).toThrow(TrustError);
  });

  it('ends fast where policies would grow exponentially (RFC 9618 §3)', () => {
    const policies = Array.from({ length: 60 }, (_, i) => `1.2.3.${i}`);
    const pairs = policies.flatMap((from) => policies.slice(0, 20).map((to) => [from, to] as const));
    const list = [extensions.policies(...policies), extensions.mappings(...pairs)];
    const others: Made[] = [];
    for (let i = 0; i < 9; i++) others.push(make({ subject: `CN=Sub ${i}`, by: others.at(-1) ?? root, ca: true, extensions: list }));
    const signer = make({ subject: 'CN=Signer', by: others.at(-1)!, extensions: [extensions.policies('1.2.3.3')] });
    const { ms, result } = timed(() => explainPath(...lists(signer, others, [root]), { requireExplicitPolicy: true }));
    expect(result.policies).toEqual(expect.arrayContaining(['1.2.3.0', '1.2.3.59']));
    expect(ms).toBeLessThan(500);
  });

  it('tells how far a chain leads that reaches no root', () => {
    const stranger = make({ subject: 'CN=Stranger', ca: true });
    const sub = make({ subject: 'CN=Sub', by: stranger, ca: true });
    const { partial, checks, path } = explainPath(...lists(make({ subject: 'CN=Signer', by: sub }), [sub], [root]));
    expect(partial.map(({ subject }) => subject)).toEqual(['CN=Signer', 'CN=Sub']);
    expect([path, checks]).toMatchObject([undefined, [{ code: 'path.built', result: 'failed', facts: { issuer: 'CN=Stranger' } }]]);
  });

  it('takes a root as its own issuer when authorities may be leaves', () => {
    const options = { allowAuthority: true, anyPurpose: true };
    expect(validatePath(...lists(root, [root], [root]), options)).toEqual([root.certificate, root.certificate]);
  });
});

/** DirectoryName without any RDN: every name lies in it. */
const constraintOnAll = Buffer.from('a4023000', 'hex');
