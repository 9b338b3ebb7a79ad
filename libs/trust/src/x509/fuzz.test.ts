import fc from 'fast-check';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { type Certificate, TrustError } from '../model';
import { parseCertificate, parsePem } from './certificate';
import { explainPath } from './explain';
import { validatePath } from './path';
import * as der from './testing/der.test-kit';
import { extension, extensions, make, newKey } from './testing/look-alike.test-kit';
import { at } from './testing/verdicts.test-kit';

const flips = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), fc.integer({ min: 1, max: 255 })), {
  minLength: 1,
  maxLength: 3,
});

function flip(bytes: Uint8Array, places: readonly (readonly [number, number])[]): Uint8Array {
  const spoilt = Uint8Array.from(bytes);
  for (const [place, mask] of places) spoilt[Math.floor(place * bytes.length)]! ^= mask;
  return spoilt;
}

describe('spoilt certificates', () => {
  const policies = extensions.policies('1.2.3', '1.2.4');
  const { dns, email, ip, uri, directory } = der.general;
  const root = make({ subject: 'C=VN, CN=Gốc', ca: true });
  const sub = make({
    subject: 'C=VN, CN=Trung gian',
    by: root,
    ca: true,
    pathLength: 0,
    extensions: [
      ...[
        policies,
        extensions.mappings(['1.2.4', '1.2.3']),
        extensions.policyConstraints({ explicit: 0, mapping: 3 }),
        extensions.inhibitAny(2),
      ],
      extensions.constraints({
        permitted: [dns('so.vn'), email('so.vn')],
        excluded: [ip('c0000200ffffff00'), uri('.x.vn'), directory('O=X')],
      }),
    ],
  });
  const leaf = make({
    subject: 'C=VN, CN=Sở, E=a@so.vn',
    by: sub,
    extensions: [policies, extensions.altNames(dns('a.so.vn'), ip('c0000301')), extensions.purposes('1.3.6.1.5.5.7.3.4')],
  });
  const revokedAlready = make({ subject: 'CN=Khác', by: { name: sub.name, key: newKey() } });
  const anchors = [{ certificate: root.certificate }];

  /** The first certificate is the one that was spoilt. */
  function verdict(certificates: readonly Uint8Array[]): 'accepted' | 'refused' {
    try {
      const [signer, ...others] = certificates.map((bytes) => parseCertificate(bytes)) as [Certificate, ...Certificate[]];
      const explained = explainPath(signer, others, anchors, at);
      const path = validatePath(signer, others, anchors, at);
      expect(explained.path).toEqual(path);
      return 'accepted';
    } catch (error) {
      if (error instanceof TrustError) return 'refused';
      throw error;
    }
  }

  it('are refused, and nothing but a TrustError is thrown', () => {
    expect(verdict([leaf.der, sub.der])).toBe('accepted');
    fc.assert(
      fc.property(flips, fc.boolean(), (places, isLeaf) => {
        const spoilt = isLeaf ? [flip(leaf.der, places), sub.der] : [leaf.der, flip(sub.der, places)];
        const unchanged = spoilt.every((bytes, i) => Buffer.compare(bytes, [leaf.der, sub.der][i]!) === 0);
        expect(verdict(spoilt)).toBe(unchanged ? 'accepted' : 'refused');
      }),
      { numRuns: 1_500 },
    );
  });

  it('never turn a refused chain into an accepted one', () => {
    expect(verdict([revokedAlready.der, sub.der])).toBe('refused');
    fc.assert(
      fc.property(flips, fc.boolean(), (places, isLeaf) => {
        const forged = [revokedAlready.der, sub.der];
        expect(verdict(isLeaf ? [flip(forged[0]!, places), forged[1]!] : [forged[0]!, flip(forged[1]!, places)])).toBe('refused');
      }),
      { numRuns: 500 },
    );
  });

  it('throw nothing else even where signatures fit: extensions of any octets', () => {
    const oids = ['15', '17', '19', '30', '31', '32', '33', '35', '36', '37', '54'].map((arc) => `2.5.29.${arc}`);
    fc.assert(
      fc.property(
        fc.constantFrom(...oids),
        fc.uint8Array({ maxLength: 40 }),
        fc.boolean(),
        fc.boolean(),
        (oid, value, critical, isLeaf) => {
          const broken = { extensions: [extension(oid, value, critical)], basic: 'absent', usage: [], nameless: true } as const;
          const authority = make({ subject: 'CN=A', by: root, ca: true, key: sub.key, ...(isLeaf ? {} : broken) });
          verdict([make({ subject: 'CN=B', by: authority, key: sub.key, ...(isLeaf ? broken : {}) }).der, authority.der]);
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('real roots and an intermediate', () => {
  const folder = join(__dirname, '../../../../../shared/trust');
  const files = ['vgca-root-g2.pem', 'vgca-state-agencies-g2.pem', 'vietnam-national-root.pem'].map((name) => join(folder, name));

  it('are read and lead where they should, in Vietnamese', () => {
    if (!files.every((file) => existsSync(file))) {
      process.stdout.write('real roots are absent, nothing was checked\n');
      return;
    }
    const [root, sub, national] = files.map((file) => parsePem(readFileSync(file, 'utf8'))[0]) as [Certificate, Certificate, Certificate];
    const options = { allowAuthority: true, anyPurpose: true, requireExplicitPolicy: true, policies: ['2.16.704.1.1.1.1.1'] };
    const { path, policies, checks } = explainPath(sub, [], [{ certificate: national }, { certificate: root }], at, options);
    expect(path).toEqual([sub, root]);
    expect(policies).toEqual(['2.16.704.1.1.1.1.1']);
    expect(checks.every(({ result }) => result === 'passed')).toBe(true);
    expect(explainPath(national, [], [{ certificate: national }], at, { allowAuthority: true, anyPurpose: true }).path).toHaveLength(2);
  });
});
