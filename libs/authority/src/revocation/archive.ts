/** What an authority said, and when. */
export interface Kept {
  /** Of a need (OCSP), or of the issuer of a list. */
  readonly key: string;
  readonly kind: 'ocsp' | 'crl';
  /** DER as it came. */
  readonly raw: Uint8Array;
  readonly learnedAt: Date;
}

/** Where what authorities said outlives the process. A failure of either method is told and changes nothing else. */
export interface RevocationArchive {
  /** The newest of each kind for these keys. What is found is verified again, as if it came from the authority at `learnedAt`. */
  find(keys: readonly string[]): Promise<readonly Kept[]>;
  /** Called once for each answer. */
  keep(kept: Kept): Promise<void>;
}
