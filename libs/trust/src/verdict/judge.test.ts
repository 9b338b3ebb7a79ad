import fc from 'fast-check';
import { foundJws, headerCache, verifyJws } from '../jws/verify';
import { signJws } from '../jws/sign';
import { signerWith } from '../keys/testing/signer.test-kit';
import type { RevocationCache, RevocationStatus } from '../model';
import { hierarchy, type Issued } from '../x509/testing/pki.test-kit';
import type { FoundSignature } from './found';
import { Judge, type Verdict } from './judge';
import { checksOf } from './verdict';

const at = new Date('2026-11-23T03:00:00Z');
const good: RevocationStatus = { status: 'good', source: 'ocsp', evidence: 'ab'.repeat(32), producedAt: at };
const revoked: RevocationStatus = {
  status: 'revoked',
  source: 'crl',
  revokedAt: new Date('2026-11-22T00:00:00Z'),
  reason: 'keyCompromise',
};

describe('Judge', () => {
  const headers = headerCache();
  let root: Issued;
  let sub: Issued;
  let leaf: Issued;
  let jwsOf: (payload: string) => FoundSignature;
  beforeAll(async () => {
    ({ root, sub, leaf } = await hierarchy({ until: '2026-12-31T00:00:00Z' }));
    const signed = new Map<string, string>();
    for (const payload of ['a', 'b'])
      signed.set(payload, await signJws(Buffer.from(payload), signerWith(leaf.privateKey, [leaf.certificate, sub.certificate], 'ES256')));
    jwsOf = (payload) => {
      const bytes = Buffer.from(payload);
      return foundJws(verifyJws(signed.get(payload) ?? '', bytes, { headers }), bytes);
    };
  });
  const cacheOf = (status: RevocationStatus | undefined): RevocationCache => ({
    status: ({ certificate }) => (certificate.fingerprint === leaf.certificate.fingerprint ? status : good),
  });
  const verdict = (status: RevocationStatus | undefined, when: { at?: Date; signedAt?: Date } = {}, anchor = root): Verdict =>
    new Judge().judge(jwsOf('a'), { anchors: [{ certificate: anchor.certificate }], cache: cacheOf(status), at, ...when });

  it('is plain data that names nobody, its JSON the same as its text', () => {
    const { record, text } = verdict(good);
    expect(JSON.parse(text)).toEqual(record);
    expect(JSON.stringify(record)).toBe(text);
    expect(record).toMatchObject({
      ...{ form: 'lienthong/verdict/v1', format: 'jws', algorithm: 'ES256', timeBasis: 'evidence', coversWhole: true },
      ...{ signedAt: at.toISOString(), judgedAt: at.toISOString(), signer: leaf.certificate.fingerprint },
      chain: [sub, root].map(({ certificate }) => certificate.fingerprint),
      whenSigned: { standing: 'valid' },
      now: { standing: 'valid' },
    });
    const facts = { certificate: leaf.certificate.fingerprint, status: 'good', source: 'ocsp', producedAt: at.toISOString() };
    expect(checksOf(record, record.whenSigned)).toContainEqual({
      ...{ code: 'revocation.status', result: 'passed' },
      facts: { ...facts, evidence: 'ab'.repeat(32) },
    });
    for (const name of [leaf, sub, root].flatMap(({ subject }) => subject.split(/[,=] ?/)))
      if (name.length > 2) expect(text).not.toContain(name);
  });

  it('keeps of what speaks against a signer the code and the data, not the sentence', () => {
    const { record } = verdict(good, { at: new Date('2027-02-01T00:00:00Z') });
    expect(record.now).toMatchObject({ standing: 'invalid', subIndication: 'EXPIRED' });
    const failed = checksOf(record, record.now).filter(({ result }) => result === 'failed');
    expect(failed).toEqual([{ code: 'path.validity.expired', result: 'failed', facts: { certificate: leaf.certificate.fingerprint } }]);
  });

  it.each<[string, RevocationStatus | undefined, { at?: Date; signedAt?: Date }, string, string, string]>([
    ['revoked before', revoked, {}, 'invalid', 'invalid', 'REVOKED'],
    ['revoked after it signed', revoked, { signedAt: new Date('2026-11-21T00:00:00Z') }, 'valid', 'invalid', 'REVOKED'],
    ['of unknown status', { status: 'unknown', source: 'ocsp' }, {}, 'valid', 'valid', ''],
    ['expired since', good, { at: new Date('2027-02-01T00:00:00Z'), signedAt: at }, 'valid', 'invalid', 'EXPIRED'],
    ['not valid yet', good, { at: new Date('2025-02-01T00:00:00Z') }, 'invalid', 'invalid', 'NOT_YET_VALID'],
  ])('judges a signer %s', (_, status, when, whenSigned, now, why) => {
    const { record } = verdict(status, when);
    expect([record.whenSigned.standing, record.now.standing, record.now.subIndication ?? '']).toEqual([whenSigned, now, why]);
  });

  it('tells again exactly what assess would tell, whatever changes between two messages', () => {
    const times = ['2025-12-31T23:59:59Z', '2026-01-01T00:00:00Z', '2026-11-23T03:00:00Z', '2026-12-31T00:00:00Z', '2026-12-31T00:00:01Z'];
    const time = fc.constantFrom(...times).map((text) => new Date(text));
    const status = fc.constantFrom(good, { ...good, evidence: 'cd'.repeat(32) }, { ...good, source: 'crl' as const }, revoked, undefined);
    const roots = [[{ certificate: root.certificate }], [{ certificate: root.certificate, until: at }], []];
    const message = fc.record({
      payload: fc.constantFrom('a', 'b'),
      now: time,
      signedAt: time,
      status,
      anchors: fc.constantFrom(...roots),
    });
    fc.assert(
      fc.property(fc.array(message, { minLength: 2, maxLength: 6 }), (messages) => {
        const judge = new Judge();
        for (const { payload, now, signedAt, status: answer, anchors } of messages) {
          const on = { anchors, cache: cacheOf(answer), at: now, signedAt };
          expect(judge.judge(jwsOf(payload), on)).toEqual(new Judge().judge(jwsOf(payload), on));
        }
      }),
    );
  });

  it('judges a stranger without asking for revocation', async () => {
    const stranger = await hierarchy();
    const { record } = verdict(good, {}, stranger.root);
    expect(record).toMatchObject({ chain: [], now: { standing: 'invalid', subIndication: 'CERTIFICATE_CHAIN_GENERAL_FAILURE' } });
    expect(record.checks.some(({ code }) => code.startsWith('revocation'))).toBe(false);
  });

  it('knows the same certificates again', () => {
    expect(jwsOf('a').certificates).toBe(jwsOf('b').certificates);
    expect(jwsOf('a').checks).toBe(jwsOf('b').checks);
  });
});
