import type { KeyObject } from 'node:crypto';

/** A decoded X.509 certificate (RFC 5280). DER fields are views into `der`. */
export interface Certificate {
  readonly der: Uint8Array;
  readonly tbs: Uint8Array;
  readonly version: 1 | 2 | 3;
  /** Lower-case hex SHA-256 of `der`. */
  readonly fingerprint: string;
  /** Lower-case hex, no leading zeros; `-` before a negative one, which no path accepts. */
  readonly serial: string;
  /** DER of the names, for comparison; readable forms decode UTF-8 and are NFC. */
  readonly issuerDer: Uint8Array;
  readonly subjectDer: Uint8Array;
  readonly subject: string;
  readonly issuer: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly publicKey: KeyObject;
  /** DER SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
  readonly signatureAlgorithm: string;
  readonly signature: Uint8Array;
  /** By OID in dotted form; `value` is the DER inside extnValue. */
  readonly extensions: ReadonlyMap<string, { readonly critical: boolean; readonly value: Uint8Array }>;
}

/** A root that the configuration trusts, and the span in which it does; outside of its own validity it is not trusted either. */
export interface TrustAnchor {
  readonly certificate: Certificate;
  readonly from?: Date;
  readonly until?: Date;
}

/** From the signer's certificate (index 0) up to, and with, the anchor. */
export type Path = readonly [Certificate, ...Certificate[]];

export type Standing = 'valid' | 'invalid' | 'indeterminate';

/** CRLReason of RFC 5280 §5.3.1; `removeFromCRL` is no reason of a revocation. */
export type RevocationReason =
  | 'unspecified'
  | 'keyCompromise'
  | 'cACompromise'
  | 'affiliationChanged'
  | 'superseded'
  | 'cessationOfOperation'
  | 'certificateHold'
  | 'privilegeWithdrawn'
  | 'aACompromise';

/** Revocation status of one certificate of a path, with where it was learned. `unknown` is never good. */
export interface RevocationStatus {
  readonly status: 'good' | 'revoked' | 'unknown';
  readonly source: 'ocsp' | 'crl' | 'none';
  readonly producedAt?: Date;
  readonly revokedAt?: Date;
  /** Why it was revoked; absent where nobody says. `certificateHold` may be lifted again, all others are for good. */
  readonly reason?: RevocationReason;
  /** When the key is known or suspected to have been in other hands, earlier than `revokedAt` (RFC 5280 §5.3.2). */
  readonly invalidityDate?: Date;
  /** Lower-case hex SHA-256 of the OCSP response or CRL that said so. */
  readonly evidence?: string;
  /** Whose key signed that: the issuer, a responder that it appointed, or a CRL issuer of its own. */
  readonly signer?: Certificate;
}

/** What must be fetched before the status of `certificate` can be told. */
export interface RevocationNeed {
  /** Stable key: issuer key hash and serial. */
  readonly key: string;
  readonly certificate: Certificate;
  readonly issuer: Certificate;
  /** Root of the path; who signs a list must lead to the same one (RFC 5280 §6.3.3 f). */
  readonly anchor?: Certificate;
  readonly ocsp: readonly string[];
  readonly crl: readonly string[];
}

/** Answers from caches only, at once. `undefined`: nothing in the cache that is current at `at`. */
export interface RevocationCache {
  status(need: RevocationNeed, at: Date): RevocationStatus | undefined;
}

export type TrustErrorCode =
  | 'jws-malformed'
  | 'jws-algorithm'
  | 'jws-critical'
  | 'signature-invalid'
  | 'certificate-malformed'
  | 'path-untrusted'
  | 'path-constraint'
  | 'certificate-expired'
  | 'certificate-usage'
  | 'certificate-revoked'
  | 'ocsp-malformed'
  | 'crl-malformed'
  | 'cms-malformed'
  | 'timestamp-malformed';

/** Every refusal of this library. "Not authentic" and "not allowed" stay apart by their codes. */
export class TrustError extends Error {
  override readonly name = 'TrustError';

  constructor(
    readonly code: TrustErrorCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}
