import type { Certificate, RevocationCache, TrustAnchor } from '../model';
import type { FoundSignature, SignaturePolicy } from './found';

/** Under what a signature is judged. */
export interface Ground {
  readonly anchors: readonly TrustAnchor[];
  /** Certificates handed in, beside those that came with the signature. */
  readonly certificates: readonly Certificate[];
  /** DER of CRLs and OCSP responses handed in. */
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
  /** What was fetched; asked where nothing that came along answers. */
  readonly cache?: RevocationCache;
  /** The time that `now` means. */
  readonly at: Date;
  /** When the hub's evidence proves that the signature existed. */
  readonly provedAt?: Date;
  readonly policy: SignaturePolicy;
}

/** What came with a signature, or with a time stamp, to judge it by. */
export type Companions = Pick<FoundSignature, 'certificates' | 'crls' | 'ocsps'>;

/** What came with a signature speaks for its time stamps too: long-term levels keep the authority's chain and status there. */
export const besides = ({ certificates, crls, ocsps }: Companions, ground: Ground): Ground => ({
  ...ground,
  certificates: [...ground.certificates, ...certificates],
  crls: [...ground.crls, ...crls],
  ocsps: [...ground.ocsps, ...ocsps],
});
