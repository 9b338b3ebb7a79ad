import type { RevocationNeed, RevocationCache, TrustAnchor, Verdict, VerifiedJws } from '@lienthong/trust';
import { CertificateCache, TrustError, headerCache, judgeSigner, needsOf, validatePath, verifyJws } from '@lienthong/trust';
import type { SignatureClaim } from '@lienthong/pipeline';

/** Signatures of a batch: each is verified once, whether its revocation needs or its verdict are asked for first. */
export class Signatures {
  private readonly checked = new WeakMap<SignatureClaim, Checked>();
  private readonly headers = headerCache();

  constructor(
    private readonly certificates: CertificateCache,
    private readonly revocation: RevocationCache,
    private readonly now: () => Date,
  ) {}

  /** Throws `TrustError` for a signature that is not authentic. */
  judge(claim: SignatureClaim, anchors: readonly TrustAnchor[], signedAt: Date): Verdict {
    const { verified, error } = this.check(claim);
    if (!verified) throw error;
    return judgeSigner(verified, { anchors, cache: this.revocation, at: this.now(), signedAt });
  }

  /** What must be known before `judge` can tell; nothing for a signature that it will not judge. Never throws: one message is not the batch. */
  needs(claim: SignatureClaim, anchors: readonly TrustAnchor[], signedAt: Date): RevocationNeed[] {
    const { verified } = this.check(claim);
    if (!verified) return [];
    try {
      return needsOf(validatePath(verified.signer, verified.intermediates, anchors, signedAt));
    } catch {
      return []; // `judge` meets the same error and tells it
    }
  }

  private check(claim: SignatureClaim): Checked {
    const known = this.checked.get(claim);
    if (known) return known;
    const checked = this.verify(claim);
    this.checked.set(claim, checked);
    return checked;
  }

  private verify(claim: SignatureClaim): Checked {
    try {
      if (claim.format === 'none') throw new TrustError('jws-malformed', 'no signature');
      return { verified: verifyJws(claim.jws, claim.signed, { certificates: this.certificates, headers: this.headers }) };
    } catch (error) {
      return { error };
    }
  }
}

/** Either the signature, authentic, or why it is not one: a `TrustError`, or a defect of ours that hostile bytes found. */
type Checked = { readonly verified: VerifiedJws; readonly error?: undefined } | { readonly verified?: undefined; readonly error: unknown };
