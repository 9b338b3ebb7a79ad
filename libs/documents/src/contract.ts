import type { Envelope } from '@lienthong/message';

/** One version of one document type: what its data must look like and which rules of the domain it must keep. */
export interface DocumentType {
  /** As in `dataschema`: `dossier/1`. */
  readonly version: string;
  /** Message types that carry it: `dossier.submitted`, `dossier.status-changed`. */
  readonly types: readonly string[];
  /** Those of them that nobody but the sender may state: never taken on a connector's word, always signed. */
  readonly signedTypes: readonly string[];
  /** Throws `Failure` `permanent` with the first rule broken and the field that breaks it. Pure. */
  check(envelope: Envelope, data: unknown): void;
  /** SHA-256 over the business header and attachment digests: the same for a repeat that was signed again. */
  contentDigest(envelope: Envelope, data: unknown): Uint8Array;
}
