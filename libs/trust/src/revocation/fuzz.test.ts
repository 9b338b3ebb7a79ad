import fc from 'fast-check';

import { type Path, TrustError } from '../model';
import * as der from '../x509/testing/der.test-kit';
import { extension, extensions, make, point, scope } from '../x509/testing/look-alike.test-kit';
import { readCertificateList } from './certificate-list';
import { RevocationData } from './data';
import { needsOf } from './need';
import { parseOcspResponse } from './ocsp-response';
import { list } from './testing/list.test-kit';
import { response } from './testing/response.test-kit';

const at = new Date('2026-11-23T03:00:00Z');
const root = make({ subject: 'CN=Root', ca: true });
const lister = make({ subject: 'CN=Lister', by: root, usage: [6], serial: 0x11 });
const sub = make({ subject: 'CN=Sub', by: root, ca: true });
const leaf = make({
  subject: 'CN=Signer',
  by: sub,
  serial: 0xc1,
  extensions: [extensions.points(point({ issuer: lister.name, relative: 'CN=P' }))],
});
const [need] = needsOf([leaf.certificate, sub.certificate, root.certificate] satisfies Path);
const rootList = list({ by: root });
const indirect = (revoked: boolean): Buffer =>
  list({
    by: lister,
    entries: [{ serial: 5, issuer: sub.name, reason: 4 }, ...(revoked ? [{ serial: 0xc1, invalid: '2026-11-01T00:00:00Z' }] : [])],
    extensions: [scope({ indirect: true, relative: 'CN=P' })],
  });
const answer = (status: 'good' | 'revoked'): Buffer =>
  response({ singles: [{ about: leaf, issuer: sub, status, reason: 1 }], by: sub, certificates: [] });

const status = (crls: readonly Uint8Array[], ocsps: readonly Uint8Array[]): string => {
  const certificates = [sub, lister].map(({ certificate }) => certificate);
  const data = new RevocationData({ crls, ocsps, certificates, anchors: [{ certificate: root.certificate }] });
  data.explain(need!, at);
  return data.status(need!, at)?.status ?? 'none';
};

const flips = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), fc.integer({ min: 1, max: 255 })), {
  minLength: 1,
  maxLength: 3,
});
const flip = (bytes: Uint8Array, places: readonly (readonly [number, number])[]): Uint8Array => {
  const spoilt = Uint8Array.from(bytes);
  for (const [place, mask] of places) spoilt[Math.floor(place * bytes.length)]! ^= mask;
  return spoilt;
};

describe('spoilt revocation data', () => {
  it('say nothing, and throw nothing', () => {
    const [good, revoked] = [indirect(false), indirect(true)];
    expect([status([good, rootList], []), status([revoked, rootList], [])]).toEqual(['good', 'revoked']);
    const [yes, no] = [answer('good'), answer('revoked')];
    expect([status([], [yes]), status([], [no])]).toEqual(['good', 'revoked']);
    fc.assert(
      fc.property(flips, fc.constantFrom(good, revoked, rootList, yes, no), (places, bytes) => {
        const spoilt = flip(bytes, places);
        const isAnswer = bytes === yes || bytes === no;
        const lists = bytes === rootList ? [good, spoilt] : [spoilt, rootList];
        const whole = bytes === revoked || bytes === no ? 'revoked' : 'good';
        const same = Buffer.compare(spoilt, bytes) === 0;
        expect(isAnswer ? status([], [spoilt]) : status(lists, [])).toBe(same ? whole : 'none');
      }),
      { numRuns: 1_500 },
    );
  });

  it('throw nothing but TrustError, whatever the octets', () => {
    const read = (act: () => unknown): void => {
      try {
        act();
      } catch (error) {
        if (!(error instanceof TrustError)) throw error;
      }
    };
    const oids = fc.constantFrom('2.5.29.20', '2.5.29.27', '2.5.29.28', '2.5.29.35', '2.5.29.60', '2.5.29.21', '2.5.29.24', '2.5.29.29');
    fc.assert(
      fc.property(oids, fc.uint8Array({ maxLength: 60 }), fc.boolean(), (oid, value, critical) => {
        const odd = extension(oid, value, critical);
        read(() => readCertificateList(value));
        read(() => parseOcspResponse(value));
        const entry = { serial: 0xc1, extensions: [odd] };
        for (const wish of [{ extensions: [odd] }, { entries: [entry], extensions: [scope({ indirect: true })] }])
          expect(['none', 'good', 'revoked']).toContain(status([list({ by: sub, ...wish, number: null }), list({ by: sub, ...wish })], []));
        const spoilt = response({
          singles: [{ about: leaf, issuer: sub, extensions: [odd] }],
          by: sub,
          extensions: [extension('1.3.6.1.5.5.7.48.1.2', value)],
        });
        expect(['none', 'good']).toContain(status([], [spoilt]));
      }),
      { numRuns: 300 },
    );
  });

  it('end soon where many listers and keys of one name vouch for each other', () => {
    const names = ['CN=Lister', 'CN=Lister 2'];
    const others = Array.from({ length: 40 }, (_, i) => {
      const [subject, next] = [names[i % 2]!, names[(i + 1) % 2]!];
      const points = extensions.points(point({ issuer: der.name(next) }));
      return make({ subject, by: sub, usage: [6], extensions: [points], serial: 100 + i });
    });
    const crls = others.map((by) => list({ by, extensions: [scope({ indirect: true })] }));
    const certificates = [sub, ...others].map(({ certificate }) => certificate);
    const data = new RevocationData({ crls, ocsps: [], certificates, anchors: [{ certificate: root.certificate }] });
    const begun = process.cpuUsage();
    expect(data.status(need!, at)).toBeUndefined();
    expect(process.cpuUsage(begun).user).toBeLessThan(1_000_000);
  });
});
