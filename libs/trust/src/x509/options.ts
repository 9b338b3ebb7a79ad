import type { SignaturePolicy } from '../verdict/found';

/** What a path must satisfy beside RFC 5280; the inputs of its §6.1.1 among it. */
export interface PathOptions {
  /**
   * Extended key purpose (OID) that the leaf must name; authorities that name purposes must name it too. Without it the leaf is a signer's: see
   * `signingPurposes`.
   */
  readonly purpose?: string;
  /** Asks neither for a purpose nor, unless `keyUsage` does, for a key usage. */
  readonly anyPurpose?: boolean;
  /** Key usage bits of which the leaf must have at least one, if it has the extension: digitalSignature or nonRepudiation unless told. */
  readonly keyUsage?: readonly number[];
  /** A certification authority's certificate may be the leaf. */
  readonly allowAuthority?: boolean;
  /** Certificates that are not self-issued between the leaf and the anchor; 10 unless told. */
  readonly maxIntermediates?: number;
  /** user-initial-policy-set; any policy when absent or empty. */
  readonly policies?: readonly string[];
  /** initial-explicit-policy: an acceptable policy must hold for the whole path. */
  readonly requireExplicitPolicy?: boolean;
  /** initial-policy-mapping-inhibit. */
  readonly inhibitPolicyMapping?: boolean;
  /** initial-any-policy-inhibit. */
  readonly inhibitAnyPolicy?: boolean;
  /** `legacy` takes SHA-1, RSA from 1024 bits and certificates that do not follow the profile in what §6 does not check. */
  readonly policy?: SignaturePolicy;
}

export const defaultIntermediates = 10;
