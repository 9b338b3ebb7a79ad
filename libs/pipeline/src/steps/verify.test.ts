import { type Standing, type TrustErrorCode, TrustError, type Verdict } from '@lienthong/trust';
import type { SenderRules } from '../rules';
import { parsed } from '../testing/handed.test-kit';
import { verify } from './verify';

describe('step 3 verify, while nobody can tell whether the certificate is revoked,', () => {
  const verdict = (standing: Standing, ...reasons: TrustErrorCode[]) =>
    ({
      whenSigned: { standing, reasons },
      signer: 's',
      chain: ['s', 'i', 'r'],
      revocation: [{ certificate: 's', status: 'good' }, ...(standing === 'valid' ? [] : [{ certificate: 'i', status: 'unknown' }])],
    }) as unknown as Verdict;
  const rules = (onUnavailable: SenderRules['onUnavailable'], judge: SenderRules['judge']): SenderRules => ({
    onUnavailable,
    judge,
    partyOf: () => undefined,
    party: () => undefined,
    mayUse: () => false,
  });
  const unknown = () => verdict('indeterminate', 'revocation-unavailable');
  const thrown = (): Verdict => {
    throw new TrustError('revocation-unavailable', 'no answer');
  };

  it.each([
    ['lets the message wait', 'park', unknown, 'transient'],
    ['lets the message wait', 'park', thrown, 'transient'],
    ['refuses it where the rules say so', 'refuse', unknown, 'permanent'],
    ['refuses it where the rules say so', 'refuse', thrown, 'permanent'],
  ] as const)('%s (%s)', (_, onUnavailable, judge, kind) => {
    expect(() => verify(parsed(), rules(onUnavailable, judge))).toThrow(
      expect.objectContaining({ kind, code: 'revocation.unavailable' }) as Error,
    );
  });

  it('refuses a revoked one under either rule', () => {
    for (const policy of ['park', 'refuse'] as const)
      expect(() =>
        verify(
          parsed(),
          rules(policy, () => verdict('invalid', 'revocation-unavailable', 'certificate-revoked')),
        ),
      ).toThrow(expect.objectContaining({ kind: 'permanent', code: 'certificate.revoked' }) as Error);
  });

  it('names the issuer nobody answers for, so that its lanes can be lifted together', () => {
    expect(() => verify(parsed(), rules('park', unknown))).toThrow(
      expect.objectContaining({ detail: { reason: 'certificate s issued by i', issuer: 'r' } }) as Error,
    );
  });
});
