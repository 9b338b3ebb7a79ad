import type { Certificate } from '../model';

export type SignatureFormat = 'xmldsig' | 'xades' | 'cms' | 'cades' | 'jws' | 'jades' | 'pdf' | 'pades' | 'ocsp';

/** Container or bare file in which signatures were found. */
export type FileFormat = 'xml' | 'cms' | 'jws' | 'pdf' | 'asic-e' | 'asic-s' | 'timestamp' | 'ocsp';

/** Baseline level of ETSI EN 319 122/132/142, TS 119 182; `''` for a signature without the attributes of one. */
export type Level = '' | 'B-B' | 'B-T' | 'B-LT' | 'B-LTA';

/** `unknown`: it could not be found out. `unsupported`: this library does not process that; others may. */
export type CheckResult = 'passed' | 'failed' | 'unknown' | 'unsupported' | 'warning';

/** One thing that was looked at. `code` names it in the catalogue of explanations; `facts` are the data used, as text. */
export interface Check {
  readonly code: string;
  readonly result: CheckResult;
  readonly facts: Readonly<Record<string, string>>;
}

/** A time-stamp token and the very bytes that it must be about; nobody has verified it yet. */
export interface FoundTimestamp {
  /** RFC 3161 TimeStampToken, DER. */
  readonly token: Uint8Array;
  /** What the message imprint must be the digest of. */
  readonly stamped: Uint8Array;
  readonly kind: 'signature' | 'content' | 'archive' | 'document';
  /** DER of CRLs, OCSP responses and earlier tokens that it covers too, as they stand in `FoundSignature`; absent where the reader cannot tell. */
  readonly protects?: readonly Uint8Array[];
}

/**
 * One signature of a file, after its own mathematics, before anybody asks whether its signer is to be trusted. It was found authentic if no
 * check `failed`. Readers of the file read `signed` and nothing else.
 */
export interface FoundSignature {
  readonly format: SignatureFormat;
  readonly level: Level;
  /** Of the signature, in the words of its own format: `RS256`, `rsa-sha256`, … */
  readonly algorithm: string;
  /** In the order in which they were made. */
  readonly checks: readonly Check[];
  /** Exactly the bytes that were signed, one entry a reference, canonical where the format says so. Empty when nothing is authentic. */
  readonly signed: readonly SignedPart[];
  /** Does it cover everything that the file says? `false`: see the checks for what it does not. */
  readonly coversWhole: boolean;
  /** `undefined`: the certificate is not there, not even among those handed in. */
  readonly signer?: Certificate;
  /** Certificates that came along, the signer's not among them. */
  readonly certificates: readonly Certificate[];
  /** DER of CRLs and OCSP responses that came along. */
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
  /** As the signer claims it. */
  readonly signingTime?: Date;
  readonly timestamps: readonly FoundTimestamp[];
}

export interface SignedPart {
  /**
   * URI, file name or byte range by which the signature names it; `''` for the whole. `octets:#…`: of an element of the document only the bytes
   * that it holds as base64, which are no part of the document.
   */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What a reader of a format may need beside the file. */
export interface ReadOptions {
  /** Certificates handed in, among which a signer may be found. */
  readonly certificates?: readonly Certificate[];
  /** Bytes of detached content: of a name, or of the only one (`''`). */
  readonly content?: (name: string) => Uint8Array | undefined;
  readonly policy?: SignaturePolicy;
}

/**
 * `legacy` takes SHA-1 and RSA of 1024 bits and says so in a check that is a `warning`. `strict` takes no archived "good" from before the
 * moment for which it is to vouch (ETSI EN 319 102-1 §5.6.2.2, every datum's freshness being the moment itself).
 */
export const signaturePolicies = ['standard', 'legacy', 'strict'] as const;
export type SignaturePolicy = (typeof signaturePolicies)[number];

/** `unreadable`: not that format, or broken. `unsupported`: readable, and something in it is not processed here. */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError';

  constructor(
    readonly kind: 'unreadable' | 'unsupported',
    /** Stable, in the catalogue: `xml.doctype`, `pdf.encrypted`, … */
    readonly code: string,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}
