import type { FoundSignature } from '../verdict/found';
import type { InsideAttachment } from './inside';

/** Which bytes of a message are said to be signed, and by what. Nothing of it is believed before `ClaimReader` has looked. */
export type SignedClaim = JwsClaim | CmsDetachedClaim | CmsAttachedClaim | XmlClaim;

/** Compact JWS over the bytes as they are (RFC 7797). */
export interface JwsClaim {
  readonly format: 'jws-detached';
  readonly jws: string;
  readonly signed: Uint8Array;
}

/** CMS or CAdES in DER, BER or PEM over the bytes as they are. */
export interface CmsDetachedClaim {
  readonly format: 'cms-detached';
  readonly cms: Uint8Array;
  readonly signed: Uint8Array;
}

/** The same with its content inside. */
export interface CmsAttachedClaim {
  readonly format: 'cms-attached';
  readonly cms: Uint8Array;
}

/** XMLDSig or XAdES in a document. */
export interface XmlClaim {
  readonly format: 'xmldsig';
  readonly document: Uint8Array;
  /** What the message holds beside the document, by the URIs of the signature's references: `cid:…`. */
  readonly content: ReadonlyMap<string, Uint8Array>;
  /** The message's attachments out of their wrapping, in its order: signatures inside of them are told apart. */
  readonly attachments?: readonly Uint8Array[];
  readonly mustCover: Demands;
}

/** What a signature has to cover; where it does not, nothing of the message is believed. */
export interface Demands {
  /** Each of these at least once in what was signed of the document. */
  readonly elements: readonly { readonly namespace: string; readonly local: string }[];
  /** Names of detached content: every attachment. */
  readonly content: readonly string[];
}

/** The signature of a claim after its own mathematics; readers of the message read `found.signed` and nothing else. */
export interface FoundClaim {
  readonly found: FoundSignature;
  /** Demands that it does not meet, as `{namespace}local` or by name. */
  readonly uncovered: readonly string[];
  /** Of the attachments of a message whose own signature holds. */
  readonly inside?: readonly InsideAttachment[];
}
