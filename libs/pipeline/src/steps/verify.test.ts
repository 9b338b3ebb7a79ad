import { type CheckRecord, UnreadableError, type VerdictRecord } from '@lienthong/trust';
import type { Claim, Judged, SenderRules, WhileUnknown } from '../rules';
import { claim, parsed } from '../testing/handed.test-kit';
import { verify } from './verify';

const good: CheckRecord = { code: 'signature.value', result: 'passed' };
const silent: CheckRecord = { code: 'revocation.status', result: 'unknown', facts: { certificate: 'i' } };
const standings = { failed: 'invalid', unknown: 'indeterminate', warning: 'valid', passed: 'valid' } as const;

function judged(more: Partial<Judged>, ...against: CheckRecord[]): Judged {
  const checks = [good, ...against];
  const worst = (['failed', 'unknown'] as const).find((result) => checks.some((one) => one.result === result)) ?? 'passed';
  const judgement = { standing: standings[worst], checks: checks.map((_, i) => i) };
  const record = { whenSigned: judgement, now: judgement, signer: 's', chain: ['i', 'r'], checks } as unknown as VerdictRecord;
  return { verdict: { record, text: '' }, signed: [], uncovered: [], ...more };
}

const rulesOf = (judge: SenderRules['judge'], rule: WhileUnknown = 'park'): SenderRules => {
  const portal = { code: 'A', suspended: false };
  const party = (code: string) => (code === 'A' ? portal : undefined);
  return { whileUnknown: () => rule, judge, partyOf: () => portal, party, mayUse: () => true, mayAssert: () => false };
};

describe('step 3 verify, while nobody can tell whether the certificate is revoked,', () => {
  const noSource: CheckRecord = { ...silent, code: 'revocation.no-source', result: 'warning' };

  it.each([
    ['lets the message wait', 'park', () => judged({}, silent), 'transient'],
    ['lets it wait for a certificate that names nobody to ask', 'park', () => judged({}, noSource), 'transient'],
    ['refuses it where the rules say so', 'refuse', () => judged({}, silent), 'permanent'],
  ] as const)('%s (%s)', (_, rule, judge, kind) => {
    expect(() => verify(parsed(), rulesOf(judge, rule))).toThrow(
      expect.objectContaining({ kind, code: 'revocation.unavailable' }) as Error,
    );
  });

  it('takes it where the rules say so, and says that it is provisional', () => {
    const rules = rulesOf(() => judged({}, silent), 'accept');
    expect(verify(parsed(), rules).known.isProvisional).toBe(true);
    const known = rulesOf(() => judged({}), 'accept');
    expect(verify(parsed(), known).known.isProvisional).toBe(false);
    expect(() => verify(parsed(), { ...rules, partyOf: () => undefined })).toThrow(
      expect.objectContaining({ code: 'certificate.unbound' }) as Error,
    );
  });

  it('refuses a revoked one under any rule', () => {
    const revoked: CheckRecord = { code: 'revocation.status', result: 'failed', facts: { certificate: 's' } };
    for (const policy of ['park', 'refuse', 'accept'] as const)
      expect(() =>
        verify(
          parsed(),
          rulesOf(() => judged({}, silent, revoked), policy),
        ),
      ).toThrow(expect.objectContaining({ kind: 'permanent', code: 'certificate.revoked' }) as Error);
  });

  it('names the issuer nobody answers for, so that its lanes can be lifted together', () => {
    expect(() =>
      verify(
        parsed(),
        rulesOf(() => judged({}, silent)),
      ),
    ).toThrow(expect.objectContaining({ detail: { reason: 'certificate s issued by i', issuer: 'r' } }) as Error);
  });
});

describe('step 3 verify, where nobody signed,', () => {
  const unsigned = (source = 'A') => ({
    ...parsed(),
    claim: { ...claim, envelope: { ...claim.envelope, source }, signature: { format: 'none' } } as Claim,
  });
  const allowing = (mayAssert: SenderRules['mayAssert']): SenderRules => ({ ...rulesOf(() => judged({})), mayAssert });

  it('takes nothing unless the rules let the connector vouch for this very sender and type', () => {
    expect(() =>
      verify(
        unsigned(),
        rulesOf(() => judged({})),
      ),
    ).toThrow(expect.objectContaining({ kind: 'permanent', code: 'signature.missing' }) as Error);
    expect(() =>
      verify(
        unsigned('B'),
        allowing(() => true),
      ),
    ).toThrow(expect.objectContaining({ code: 'signature.missing' }) as Error);
    expect(() => verify(unsigned(), { ...allowing(() => true), mayUse: () => false })).toThrow(
      expect.objectContaining({ code: 'party.foreign-channel' }) as Error,
    );
  });

  it('says plainly whose word it is, in place of a verdict', () => {
    const asked: unknown[] = [];
    const { known } = verify(
      unsigned(),
      allowing((...question) => asked.push(question) > 0),
    );
    expect(asked).toEqual([['portal', 'A', undefined, new Date(1_000)]]);
    expect(known).toMatchObject({ sender: 'A', assertedBy: 'portal', signature: '' });
    expect(JSON.parse(known.verdict.text)).toEqual({
      ...{ form: 'lienthong/assertion/v1', assertedBy: 'portal', zone: 'portal', acceptedAt: '1970-01-01T00:00:01.000Z' },
    });
  });
});

describe('step 3 verify', () => {
  const codeOf = (judge: SenderRules['judge'], of?: Claim): string => {
    try {
      const one = parsed();
      verify(of ? { ...one, claim: of } : one, rulesOf(judge));
      return 'passed';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  const failed = (code: string, certificate = 's'): CheckRecord => ({ code, result: 'failed', facts: { certificate } });

  it.each([
    ['reference.digest', 'signature.invalid'],
    ['signature.algorithm', 'signature.algorithm'],
    ['path.built', 'certificate.untrusted'],
    ['path.validity.expired', 'certificate.expired'],
    ['path.key-usage', 'certificate.usage'],
    ['path.name-constraints', 'certificate.untrusted'],
    ['xml.doctype', 'signature.malformed'],
  ])('tells the sender %s as %s', (check, code) => {
    expect(codeOf(() => judged({}, failed(check)))).toBe(code);
  });

  it('blames an issuer that may not issue on its chain, not on the signer', () => {
    expect(codeOf(() => judged({}, failed('path.key-usage', 'i')))).toBe('certificate.untrusted');
  });

  it('refuses content that is missing or that nobody signed, and never waits for it', () => {
    expect(codeOf(() => judged({}, { code: 'reference.missing', result: 'unknown' }))).toBe('signature.incomplete');
    expect(codeOf(() => judged({ uncovered: ['cid:a'] }))).toBe('signature.incomplete');
    expect(codeOf(() => judged({ spoilt: [2] }))).toBe('edxml.attachment-signature');
    expect(codeOf(() => judged({ spoilt: [] }))).toBe('passed');
    expect(codeOf(() => judged({}))).toBe('passed');
  });

  it('refuses what cannot be read', () => {
    const judge = () => {
      throw new UnreadableError('unsupported', 'xml.doctype', 'reading XML: a DOCTYPE');
    };
    expect(codeOf(judge)).toBe('signature.malformed');
  });

  it('shows of a document what was signed, and refuses one that says two subjects', () => {
    const signed = [{ name: '', bytes: Buffer.from('A') }];
    const reading = (subject: string): Claim => ({
      ...claim,
      envelope: { ...claim.envelope, source: 'nobody', subject: 'S-1' },
      signature: {
        ...{ format: 'xmldsig', document: Buffer.of(), content: new Map(), mustCover: { elements: [], content: [] } },
        readSigned: (parts) => ({ envelope: { ...claim.envelope, subject, source: String(parts[0]?.bytes) }, data: 'signed' }),
      },
    });
    expect(
      verify(
        { ...parsed(), claim: reading('S-1') },
        rulesOf(() => judged({ signed })),
      ),
    ).toMatchObject({
      known: { sender: 'A', envelope: { source: 'A' }, signature: '' },
      data: 'signed',
    });
    expect(codeOf(() => judged({ signed }), reading('S-2'))).toBe('message.subject-mismatch');
  });
});
