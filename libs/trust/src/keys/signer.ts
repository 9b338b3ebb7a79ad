import type { Certificate } from '../model';
import type { SigningAlgorithm } from './algorithm';

/** A private key that signs, wherever it lives, and the certificates that vouch for it: what JWS, CMS and XML are signed with. */
export interface Signer {
  /** Signer's certificate first, then its issuers as far as they are known; the root may be left out. */
  readonly certificateChain: readonly Certificate[];
  readonly algorithm: SigningAlgorithm;
  /** Signature over `data` (not over a digest); ECDSA as r‖s. A rejection ends that signature only. */
  sign(data: Uint8Array): Promise<Uint8Array>;
  /** Ends sessions and connections; signatures under way are rejected. */
  close(): Promise<void>;
}
