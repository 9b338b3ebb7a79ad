import type { Certificate, RevocationNeed, RevocationStatus, TrustAnchor } from '../model';
import type { Check, SignaturePolicy } from '../verdict/found';
import type { CertificateList } from './certificate-list';
import type { TimeRules } from './currency';
import type { OcspResponse } from './ocsp-response';

/** What was handed in to judge by. */
export interface Material {
  /** Newest first. */
  readonly lists: readonly CertificateList[];
  readonly responses: readonly OcspResponse[];
  readonly certificates: readonly Certificate[];
  readonly anchors: readonly TrustAnchor[];
  readonly policy: SignaturePolicy;
  readonly times: TimeRules;
  readonly nonce?: Uint8Array;
}

/** One question for the status of a certificate, and those on whose way to an answer it came up. */
export interface Inquiry {
  readonly need: RevocationNeed;
  readonly at: Date;
  /** Fingerprints of the certificates that are asked about already: a circle answers nothing. */
  readonly asking: ReadonlySet<string>;
  /** Paths and questions that the whole inquiry may still cost, counted down. */
  readonly budget: { left: number };
}

export interface Finding {
  /** Absent where nothing usable speaks of the certificate. */
  readonly status?: RevocationStatus;
  /** What was looked at, in order. */
  readonly checks: readonly Check[];
}

/** Asks about another certificate on behalf of an inquiry; `undefined` when nobody knows, in a circle, or when the budget is used up. */
export type Ask = (need: RevocationNeed) => RevocationStatus | undefined;

export function spend({ budget }: Inquiry): boolean {
  return --budget.left >= 0;
}
