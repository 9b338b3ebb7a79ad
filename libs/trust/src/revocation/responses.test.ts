import { type Path, TrustError } from '../model';
import * as der from '../x509/testing/der.test-kit';
import { extension, extensions, make, newKey } from '../x509/testing/look-alike.test-kit';
import { verifyOcspFile } from '../verify-ocsp';
import { RevocationData, type RevocationInput } from './data';
import { needsOf } from './need';
import { readOcspAnswers } from './ocsp';
import { list } from './testing/list.test-kit';
import { nonce, response, type ResponseWish, type SingleWish } from './testing/response.test-kit';

const at = new Date('2026-11-23T03:00:00Z');
const root = make({ subject: 'CN=Root', ca: true });
const sub = make({ subject: 'CN=Sub', by: root, ca: true });
const leaf = make({ subject: 'CN=Signer', by: sub });
const other = make({ subject: 'CN=Other', by: sub });
const ocspSigning = extensions.purposes('1.3.6.1.5.5.7.3.9');
const unasked = extension('1.3.6.1.5.5.7.48.1.5', der.nothing);
const delegate = make({ subject: 'CN=OCSP', by: sub, extensions: [ocspSigning, unasked] });
const asked = make({ subject: 'CN=OCSP', by: sub, extensions: [ocspSigning], serial: 0x0a });
const about = (wish: Partial<SingleWish> = {}): SingleWish => ({ about: leaf, issuer: sub, ...wish });
const answer = (wish: Partial<SingleWish> = {}, more: Partial<ResponseWish> = {}): Buffer =>
  response({ singles: [about(wish)], by: sub, ...more });
const path: Path = [leaf.certificate, sub.certificate, root.certificate];

function data(ocsps: readonly Buffer[], input: Partial<RevocationInput> = {}): RevocationData {
  return new RevocationData({ crls: [], ocsps, certificates: [sub.certificate], anchors: [{ certificate: root.certificate }], ...input });
}
const need = needsOf(path)[0]!;
const unknown = (critical: boolean): Buffer => extension('1.2.3.4', der.nothing, critical);
const sct = extension('1.3.6.1.4.1.11129.2.4.5', der.octets(Buffer.of(1)), true);

type Row = [what: string, expected: string | undefined, responses: () => Buffer[], input?: () => Partial<RevocationInput>];

describe('OCSP responses (RFC 6960 §3.2, §4.2)', () => {
  it.each<Row>([
    ['by the issuer', 'good', () => [answer()]],
    ['by the issuer, without certificates', 'good', () => [answer({}, { certificates: [] })]],
    ["by the issuer's key hash", 'good', () => [answer({}, { byKey: true })]],
    ['with the version spelled out', 'good', () => [answer({}, { spelledVersion: true })]],
    ['revoked', 'revoked', () => [answer({ status: 'revoked' })]],
    ['revoked with a reason', 'revoked certificateHold', () => [answer({ status: 'revoked', reason: 6 })]],
    ['unknown', 'unknown', () => [answer({ status: 'unknown' })]],
    ['unknown, and a list that does not name it', 'good', () => [answer({ status: 'unknown' })], () => ({ crls: [list({ by: sub })] })],
    [
      'good, and a list that names it',
      'revoked',
      () => [answer()],
      () => ({
        crls: [list({ by: sub, entries: [{ serial: BigInt(`0x${leaf.certificate.serial}`) }] })],
      }),
    ],
    ['with a CertID of SHA-256', 'good', () => [answer({ hash: 'sha256' })]],
    ['with a CertID of SHA-512', 'good', () => [answer({ hash: 'sha512' })]],
    ['with a CertID of MD5', undefined, () => [answer({ hash: 'md5' })]],
    ['about another certificate', undefined, () => [answer({ about: other })]],
    ['about several certificates', 'good', () => [response({ singles: [about({ about: other, status: 'revoked' }), about()], by: sub })]],
    ['about it twice: the worst counts', 'revoked', () => [response({ singles: [about(), about({ status: 'revoked' })], by: sub })]],
    ['about nothing', undefined, () => [response({ singles: [], by: sub })]],
    ['about the same number of another issuer', undefined, () => [answer({ issuer: root })]],
    ['by a delegate', 'good', () => [answer({}, { by: delegate })]],
    ['by a delegate, by key hash', 'good', () => [answer({}, { by: delegate, byKey: true })]],
    ['by a delegate whose certificate is missing', undefined, () => [answer({}, { by: delegate, certificates: [] })]],
    [
      'by a delegate whose certificate was handed in',
      'good',
      () => [answer({}, { by: delegate, certificates: [] })],
      () => ({ certificates: [delegate.certificate] }),
    ],
    ['by a delegate without the purpose', undefined, () => [answer({}, { by: other })]],
    [
      'by a delegate of another authority',
      undefined,
      () => [answer({}, { by: make({ subject: 'CN=OCSP', by: root, extensions: [ocspSigning] }) })],
    ],
    [
      'by a delegate whom nobody asks about, expired',
      undefined,
      () => [answer({}, { by: make({ subject: 'CN=OCSP', by: sub, extensions: [ocspSigning, unasked], until: '2026-11-22T00:00:00Z' }) })],
    ],
    [
      'by a delegate with an unknown critical extension',
      undefined,
      () => [answer({}, { by: make({ subject: 'CN=OCSP', by: sub, extensions: [ocspSigning, unknown(true)] }) })],
    ],
    ['by a delegate of unknown status', 'good', () => [answer({}, { by: asked })]],
    ['by a delegate that is revoked', undefined, () => [answer({}, { by: asked }), answer({ about: asked, status: 'revoked' })]],
    ['by a delegate that is not', 'good', () => [answer({}, { by: asked }), answer({ about: asked })]],
    ["in the issuer's name by another key", undefined, () => [answer({}, { by: make({ subject: 'CN=Sub', ca: true, key: newKey() }) })]],
    ['by the certificate itself', undefined, () => [answer({}, { by: leaf })]],
    ['with an unknown extension', 'good', () => [answer({ extensions: [unknown(false)] }, { extensions: [unknown(false)] })]],
    ['with an unknown critical extension', undefined, () => [answer({}, { extensions: [unknown(true)] })]],
    ['with an unknown critical extension of the answer', undefined, () => [answer({ extensions: [unknown(true)] })]],
    ['with a critical list of SCTs', 'good', () => [answer({ extensions: [sct] })]],
    ['with the nonce of the request', 'good', () => [answer({}, { extensions: [nonce('abc')] })], () => ({ nonce: Buffer.from('abc') })],
    ['with another nonce', undefined, () => [answer({}, { extensions: [nonce('abd')] })], () => ({ nonce: Buffer.from('abc') })],
    ['without the nonce of the request', undefined, () => [answer()], () => ({ nonce: Buffer.from('abc') })],
    ['of the day before yesterday, without nextUpdate', 'good', () => [answer({ until: '', from: '2026-11-21T00:00:00Z' })]],
    ['made before what it tells', undefined, () => [answer({}, { producedAt: '2026-11-22T00:00:00Z' })]],
    ['made in the future', undefined, () => [answer({}, { producedAt: '2026-11-23T12:00:00Z' })]],
    ['of the month before, without nextUpdate', undefined, () => [answer({ until: '', from: '2026-10-21T00:00:00Z' })]],
    ['out of date', undefined, () => [answer({ until: '2026-11-23T02:00:00Z' })]],
    ['of tomorrow', undefined, () => [answer({ from: '2026-11-24T00:00:00Z', until: '2026-11-25T00:00:00Z' })]],
    [
      'of tomorrow, for a judgement about today',
      'revoked',
      () => [
        answer({ status: 'revoked', from: '2026-11-24T00:00:00Z', until: '2026-11-25T00:00:00Z' }, { producedAt: '2026-11-24T00:00:00Z' }),
      ],
      () => ({ later: true }),
    ],
    ['an older and a newer one', 'revoked', () => [answer({ from: '2026-11-22T00:00:00Z' }), answer({ status: 'revoked' })]],
    [
      'made after the certificate expired',
      undefined,
      () => [answer({ from: '2028-02-01T00:00:00Z', until: '2028-03-01T00:00:00Z' })],
      () => ({ later: true }),
    ],
    [
      'made after it expired by one who remembers',
      'good',
      () => [
        answer({
          from: '2028-02-01T00:00:00Z',
          until: '2028-03-01T00:00:00Z',
          extensions: [extension('1.3.6.1.5.5.7.48.1.6', der.time('2020-01-01T00:00:00Z', true))],
        }),
      ],
      () => ({ later: true }),
    ],
    ['signed with SHA-1', undefined, () => [answer({}, { hash: 'sha1' })]],
    ['signed with SHA-1, under the legacy policy', 'good', () => [answer({}, { hash: 'sha1' })], () => ({ policy: 'legacy' })],
    ['broken', undefined, () => [answer().subarray(1), Buffer.of(0x30, 3, 0x0a, 1, 3)]],
  ])('%s: %s', (_, expected, responses, input) => {
    const status = data(responses(), input?.()).status(need, at);
    expect(status && [status.status, status.reason].filter(Boolean).join(' ')).toBe(expected);
  });

  it('and certificates by the hundred are looked at within bounds, those that were handed in first', () => {
    const delegates = Array.from({ length: 512 }, () => make({ subject: 'CN=OCSP', by: sub, extensions: [ocspSigning, unasked] }));
    const forged = (i: number): Buffer => answer({}, { by: { ...delegate, key: newKey() }, certificates: [], producedAt: minute(i) });
    const minute = (i: number): string => `2026-11-23T00:${String(i % 60).padStart(2, '0')}:00Z`;
    const flood = Array.from({ length: 512 }, (_, i) => forged(i));
    const lists = Array.from({ length: 512 }, () => list({ by: { ...sub, key: newKey() } }));
    const certificates = [sub, ...delegates].map(({ certificate }) => certificate);
    const revoked = answer({ status: 'revoked' });
    const judged = (ocsps: readonly Buffer[]) => data(ocsps, { certificates, crls: lists });
    const began = performance.now();
    const flooded = judged([revoked, ...flood]);
    for (let i = 0; i < 8; i++) expect(flooded.status(need, at)?.status).toBe('revoked');
    expect(judged(flood).status(need, at)).toBeUndefined();
    expect(performance.now() - began).toBeLessThan(5_000);
    const problems = judged(flood)
      .explain(need, at)
      .filter(({ code }) => code === 'revocation.ocsp')
      .map(({ facts }) => facts['problem']);
    expect(problems).toHaveLength(65);
    expect(problems.at(-1)).toContain('more than 64');
  });

  it('warn of a delegate whose own status nobody tells, and not of one that is exempt', () => {
    const codes = (by: typeof delegate) =>
      data([answer({}, { by })])
        .explain(need, at)
        .map(({ code, result }) => `${code} ${result}`);
    expect(codes(asked)).toEqual(['revocation.ocsp passed', 'revocation.responder warning', 'revocation.status passed']);
    expect(codes(delegate)).toEqual(['revocation.ocsp passed', 'revocation.status passed']);
  });

  it('tell by digest and date what was used, and why the rest was not', () => {
    const checks = data([answer({ until: '2026-11-23T02:00:00Z' }), answer(), Buffer.of(1)], {
      crls: [list({ by: sub, until: '' })],
    }).explain(need, at);
    expect(checks.map(({ code, result, facts }) => [code, result, facts['problem'] ?? ''])).toEqual([
      ['revocation.ocsp', 'warning', expect.stringContaining('cut off')],
      ['revocation.ocsp', 'warning', expect.stringContaining('out of date')],
      ['revocation.ocsp', 'passed', ''],
      ['revocation.crl', 'warning', 'out of date'],
      ['revocation.status', 'passed', ''],
    ]);
    expect(checks[2]?.facts).toMatchObject({ evidence: expect.stringMatching(/^[0-9a-f]{64}$/), thisUpdate: '2026-11-23T00:00:00.000Z' });
  });

  it('are read without a certificate in hand, if the issuer is', () => {
    const both = response({ singles: [about(), about({ about: other, status: 'revoked', reason: 1 })], by: delegate });
    expect(readOcspAnswers(both, sub.certificate, at)).toMatchObject([
      { serial: leaf.certificate.serial, status: 'good' },
      { serial: other.certificate.serial, status: 'revoked', reason: 'keyCompromise' },
    ]);
    for (const issuer of [root, make({ subject: 'CN=Sub', ca: true }), make({ subject: 'CN=X', key: sub.key, ca: true })])
      expect(() => readOcspAnswers(both, issuer.certificate, at)).toThrow(TrustError);
  });

  it.each<[string, string, () => Buffer]>([
    ['of a root that is trusted itself', 'valid', () => response({ singles: [{ about: sub, issuer: root }], by: root })],
    ['of an authority below it', 'indeterminate', () => answer()],
    ['of an authority that is not known', 'invalid', () => response({ singles: [{ about: leaf, issuer: other }], by: other })],
  ])('by itself, %s: %s', (_, expected, bytes) => {
    const ground = { anchors: [{ certificate: root.certificate }], certificates: [sub.certificate], crls: [list({ by: sub })], ocsps: [] };
    expect(verifyOcspFile(bytes(), { ...ground, at, policy: 'standard' }).now.standing).toBe(expected);
  });
});
