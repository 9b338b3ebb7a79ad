import type { Envelope } from '@lienthong/message';

/** What a message changes in a state that outlives it: how far a document is at one receiver. Pure; the ledger keeps the state. */
export interface DocumentStep {
  /** Whose state it is; kept as a digest only. */
  readonly key: string;
  /** The next state as text, the same where nothing changes; `undefined`: none yet. Throws `Failure` `permanent` for what may not follow. */
  next(state: string | undefined): string | undefined;
}

/** One version of one document type: what its data must look like and which rules of the domain it must keep. */
export interface DocumentType {
  /** As in `dataschema`: `dossier/1`. */
  readonly version: string;
  /** Message types that carry it: `dossier.submitted`, `dossier.status-changed`. */
  readonly types: readonly string[];
  /** JSON Schema of each type's data, where it is one that validates them. */
  readonly schemas?: Readonly<Record<string, object>>;
  /** Those of them that nobody but the sender may state: never taken on a connector's word, always signed. */
  readonly signedTypes: readonly string[];
  /** Throws `Failure` `permanent` with the first rule broken and the field that breaks it. Pure. */
  check(envelope: Envelope, data: unknown): void;
  /** SHA-256 over the business header and attachment digests: the same for a repeat that was signed again. */
  contentDigest(envelope: Envelope, data: unknown): Uint8Array;
  /** Taken in step 7, message by message in their order. */
  steps?(envelope: Envelope, data: unknown): readonly DocumentStep[];
}
