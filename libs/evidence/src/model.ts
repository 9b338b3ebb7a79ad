/** What a leaf states. */
export type LeafKind = 'recorded' | 'refused' | 'delivered' | 'failed' | 'erased' | 'unverified' | 'validation' | 'signed' | 'reverified';

/**
 * The canonical record of one outcome. It names nobody: personal data are present only as commitments, so that erasing
 * payload and salts leaves leaf, proof and verdict standing.
 */
export interface LeafRecord {
  readonly kind: LeafKind;
  /** UUID that the hub gave the message, or of the act of signing; `''` for `unverified` and `validation`. */
  readonly message: string;
  /** UUID of the delivery for `delivered` and `failed`, else `''`. */
  readonly delivery: string;
  /** Connector that took the message in, or that delivered it. */
  readonly connector: string;
  /** Kafka's LogAppendTime of the message (of the result, for deliveries). */
  readonly acceptedAt: Date;
  /** PostgreSQL's clock in the transaction that recorded it. */
  readonly recordedAt: Date;
  /** Error code, `''` when there is none. */
  readonly code: string;
  readonly rulesVersion: number;
  /** SHA-256 of the verdict's JSON bytes; empty when there is none. */
  readonly verdict: Uint8Array;
  /** HMAC-SHA256(payload salt, payload); empty when there is none. */
  readonly payload: Uint8Array;
  /** HMAC-SHA256(metadata salt, metadata text); empty when there is none. */
  readonly metadata: Uint8Array;
  /** SHA-256 of what else the leaf vouches for: a counterpart's answer, validation data, an hour's count, a later verdict; empty when nothing. */
  readonly attached: Uint8Array;
}

/** Personal metadata of a message, committed to as one text. */
export interface Metadata {
  readonly sender: string;
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly time: Date;
  readonly receivers: readonly string[];
  /** SHA-256 of the detached signature as it came. */
  readonly signature: Uint8Array;
}

/** An act of signing at the gateway, committed to as one text; digests are SHA-256. */
export interface ActMetadata {
  /** UUID. */
  readonly act: string;
  /** Code of the party that asked for the signature. */
  readonly party: string;
  /** Of the certificate that it asked with. */
  readonly caller: Uint8Array;
  /** Name of the key. */
  readonly key: string;
  /** Of the certificate that the signature is by. */
  readonly certificate: Uint8Array;
  readonly format: string;
  readonly level: string;
  /** Of what was handed in to be signed. */
  readonly content: Uint8Array;
  /** Of the file that was handed out. */
  readonly signature: Uint8Array;
  readonly time: Date;
}

/** Head of the Merkle tree (RFC 6962 hashing). */
export interface TreeHead {
  readonly size: number;
  readonly root: Uint8Array;
}

export interface SignedHead extends TreeHead {
  /** C2SP signed note: the checkpoint. */
  readonly note: string;
  /** Five lines: `lienthong/seal/v1`, the log's vkey, origin, size, root. */
  readonly sealText: string;
  /** Detached CAdES-B over `sealText`, DER. */
  readonly sealP7s: Uint8Array;
}
