import type { MessagePort } from 'node:worker_threads';
import type { RevocationStatus, SignaturePolicy, SigningAlgorithm, SigningFormat } from '@lienthong/trust';
import type { Bulk } from '../upload/bulk';

/** What travels to a worker thread and back: plain data and bytes, since neither certificates nor keys can be handed over as they are. */
export interface VerifyTask {
  readonly kind: 'verify';
  readonly file: Bulk;
  readonly content?: Bulk;
  readonly anchors: readonly Anchor[];
  /** JSON of `Bindings`: whose certificates are whose. */
  readonly bindings: string;
  /** PEM or DER, as they were handed in. */
  readonly certificates: readonly Bulk[];
  readonly crls: readonly Bulk[];
  readonly ocsps: readonly Bulk[];
  /** PEM or DER of the caller's own roots. */
  readonly trust: readonly Bulk[];
  readonly at: Date;
  readonly policy: SignaturePolicy;
  /** What the authorities said, by the needs' keys. */
  readonly statuses: ReadonlyMap<string, RevocationStatus>;
}

export interface Anchor {
  readonly der: Uint8Array;
  readonly from?: Date;
  readonly until?: Date;
}

/** A certificate whose status nobody knew, so that its authorities can be asked; certificates in DER. */
export interface OpenNeed {
  readonly key: string;
  readonly certificate: Uint8Array;
  readonly issuer: Uint8Array;
  readonly anchor?: Uint8Array;
  readonly ocsp: readonly string[];
  readonly crl: readonly string[];
}

export interface VerifyAnswer {
  readonly kind: 'verified';
  /** JSON of the published verdict. */
  readonly verdict: string;
  readonly needs: readonly OpenNeed[];
}

export interface SignTask {
  readonly kind: 'sign';
  readonly file: Bulk;
  readonly format: SigningFormat;
  readonly detached: boolean;
  readonly at: Date;
  /** DER, the signer's first. */
  readonly chain: readonly Uint8Array[];
  readonly algorithm: SigningAlgorithm;
  /** Whether the signature gets a time stamp: level B-T. */
  readonly stamped: boolean;
  /** Asks for a signature, and for a time stamp; both are made outside of the thread. */
  readonly port: MessagePort;
}

/** What a signing thread asks for: a signature over the bytes, or a time-stamp token over them. */
export interface Asked {
  readonly what: 'signature' | 'timestamp';
  readonly bytes: Uint8Array;
}
export type Told = { readonly bytes: Uint8Array } | { readonly failed: string };

export interface SignAnswer {
  readonly kind: 'signed';
  readonly signature: Uint8Array;
  /** SHA-256 of what was signed, and of the signature's file. */
  readonly contentDigest: Uint8Array;
  readonly signatureDigest: Uint8Array;
}

/** Something that was handed in cannot be used. `code` stands in the catalogue of errors, `where` names the member or the reader's own code. */
export interface Objection {
  readonly kind: 'objection';
  readonly code: 'verify.unreadable' | 'verify.unsupported' | 'verify.input' | 'certificate.malformed' | 'gateway.unsignable';
  readonly where: string;
}
