import { type Certificate, type RevocationCache, type RevocationStatus, type TrustAnchor, TrustError } from '@lienthong/trust';
import { checkRevocation, needsOf, validatePath } from '@lienthong/trust';
import type { Validation } from './validation';

export interface OwnStatusParts {
  readonly anchors: () => Promise<readonly TrustAnchor[]>;
  readonly validation: Validation;
  readonly revocation: RevocationCache;
}

const deadlineMs = 5_000;

/** Whether the hub's own certificate, or one above it, is revoked, as far as the authorities answer now. */
export function ownStatus({
  anchors,
  validation,
  revocation,
}: OwnStatusParts): (chain: readonly Certificate[]) => Promise<RevocationStatus> {
  return async ([own, ...issuers]) => {
    const unknown: RevocationStatus = { status: 'unknown', source: 'none' };
    try {
      if (!own) return unknown;
      const path = validatePath(own, issuers, await anchors(), new Date());
      await validation.learn(needsOf(path), deadlineMs);
      const statuses = checkRevocation(path, revocation, new Date());
      const of = (status: RevocationStatus['status']) => statuses.find((one) => one.status === status);
      return of('revoked') ?? of('unknown') ?? of('good') ?? unknown;
    } catch (error) {
      if (error instanceof TrustError) return unknown; // its own authority need not be one that messages come from
      throw error;
    }
  };
}
