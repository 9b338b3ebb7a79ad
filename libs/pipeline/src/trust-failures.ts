import { type ErrorCode, Failure, refuse } from '@lienthong/message';
import type { TrustErrorCode, UnreadableError } from '@lienthong/trust';

/** What a sender is told for each refusal of `libs/trust`. A code that a signature cannot cause is a defect of ours. */
const codes: Partial<Record<TrustErrorCode, ErrorCode>> = {
  'jws-malformed': 'signature.malformed',
  'jws-critical': 'signature.malformed',
  'jws-algorithm': 'signature.algorithm',
  'signature-invalid': 'signature.invalid',
  'certificate-malformed': 'signature.malformed',
};

/** The same for a check that speaks against it, by the beginning of its code; the longest that fits counts. */
const ofChecks: Readonly<Record<string, ErrorCode>> = {
  'signature.value': 'signature.invalid',
  'signature.algorithm': 'signature.algorithm',
  'digest.algorithm': 'signature.algorithm',
  'reference.digest': 'signature.invalid',
  'manifest.digest': 'signature.invalid',
  'content.digest': 'signature.invalid',
  'content.same': 'signature.invalid',
  'signer.bound': 'signature.invalid',
  'content.missing': 'signature.incomplete',
  'reference.missing': 'signature.incomplete',
  'manifest.missing': 'signature.incomplete',
  'scope.nothing': 'signature.incomplete',
  path: 'certificate.untrusted',
  'path.validity': 'certificate.expired',
  'path.basic-constraints': 'certificate.usage',
  'path.key-usage': 'certificate.usage',
  'path.purpose': 'certificate.usage',
  'revocation.status': 'certificate.revoked',
};

interface Why {
  readonly reason: string;
}

export function failureOf(code: TrustErrorCode, { reason }: Why, cause?: unknown): Failure {
  const told = codes[code];
  return told ? refuse(told, { reason }, cause) : new Failure('ambiguous', 'hub.defect', { reason }, { cause });
}

/** `own`: it is about the signer's certificate, not about one of its issuers. */
export function failureOfCheck(check: string, own: boolean, { reason }: Why): Failure {
  for (let key = check; key !== ''; key = key.slice(0, Math.max(0, key.lastIndexOf('.')))) {
    const told = Object.hasOwn(ofChecks, key) ? ofChecks[key] : undefined;
    if (told) return refuse(told === 'certificate.usage' && !own ? 'certificate.untrusted' : told, { reason, check });
  }
  return refuse('signature.malformed', { reason, check });
}

export const unreadable = (error: UnreadableError): Failure =>
  refuse('signature.malformed', { reason: error.message, check: error.code }, error);
