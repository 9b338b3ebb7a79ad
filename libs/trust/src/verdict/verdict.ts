import type { RevocationStatus, Standing, TrustErrorCode } from '../model';

/** Standing of a signature at one time, with every reason why it is not `valid`. */
export interface Judgement {
  readonly standing: Standing;
  readonly reasons: readonly TrustErrorCode[];
}

/** `RevocationStatus` of one certificate of the chain as plain data; times are ISO 8601. */
export interface RevocationRecord {
  readonly certificate: string;
  readonly status: RevocationStatus['status'];
  readonly source: RevocationStatus['source'];
  readonly producedAt?: string;
  readonly revokedAt?: string;
  readonly evidence?: string;
}

/**
 * What is known of a message's signature: plain JSON that names nobody (certificates appear as SHA-256 fingerprints), so that it may
 * outlive the message. Members are always in this order.
 */
export interface Verdict {
  readonly format: 'jws-detached';
  readonly alg: string;
  /** Best proof of when the signature existed, and the time that `now` means. */
  readonly signedAt: string;
  readonly judgedAt: string;
  readonly signer: string;
  /** From the signer to the root, as validated; empty when no path was found. */
  readonly chain: readonly string[];
  readonly whenSigned: Judgement;
  readonly now: Judgement;
  readonly revocation: readonly RevocationRecord[];
}

export function recordOf(certificate: string, { status, source, producedAt, revokedAt, evidence }: RevocationStatus): RevocationRecord {
  return {
    certificate,
    status,
    source,
    ...(producedAt !== undefined && { producedAt: producedAt.toISOString() }),
    ...(revokedAt !== undefined && { revokedAt: revokedAt.toISOString() }),
    ...(evidence !== undefined && { evidence }),
  };
}
