import { type ErrorCode, Failure, later, refuse } from '@lienthong/message';
import type { TrustErrorCode } from '@lienthong/trust';
import type { SenderRules } from './rules';

/** What a sender is told for each refusal of `libs/trust`. A code that a signature cannot cause is a defect of ours. */
const codes: Partial<Record<TrustErrorCode, ErrorCode>> = {
  'jws-malformed': 'signature.malformed',
  'jws-critical': 'signature.malformed',
  'jws-algorithm': 'signature.algorithm',
  'signature-invalid': 'signature.invalid',
  'certificate-malformed': 'signature.malformed',
  'path-untrusted': 'certificate.untrusted',
  'path-constraint': 'certificate.untrusted',
  'certificate-expired': 'certificate.expired',
  'certificate-usage': 'certificate.usage',
  'certificate-revoked': 'certificate.revoked',
};

const whileUnknown = { park: later, refuse } as const;

interface Why {
  readonly reason: string;
  /** Fingerprint of the certificate whose revocation data are missing. */
  readonly issuer?: string;
}

/** `unknown`: what becomes of a message while the status of a certificate cannot be obtained. */
export function failureOf(code: TrustErrorCode, { reason, issuer }: Why, unknown: SenderRules['onUnavailable'], cause?: unknown): Failure {
  if (code === 'revocation-unavailable')
    return whileUnknown[unknown]('revocation.unavailable', { reason, ...(issuer && { issuer }) }, cause);
  const told = codes[code];
  return told ? refuse(told, { reason }, cause) : new Failure('ambiguous', 'hub.defect', { reason }, { cause });
}
