import { parsePem, type TrustAnchor } from '@lienthong/trust';
import { readVkey } from '../note/key';
import type { NoteCache } from './leaves';
import { SealCache } from './seal';

/** What the reader of a receipt knows from elsewhere: never from the receipt. */
export interface ReaderTrust {
  /** Root certificates as PEM. */
  readonly roots: string;
  /** SHA-256, lower-case hex, of the certificates that the hub seals with. */
  readonly signers?: readonly string[];
  /** The log's verifier key. */
  readonly log?: string;
}

/** Whose seal it has to be. A root vouches for many organisations, and each of them could seal a log of its own. */
export interface Pins {
  readonly anchors: readonly TrustAnchor[];
  readonly signers: readonly string[];
  readonly log?: string;
}

/** What receipts of one tree have in common, so that it is verified once. */
export interface Shared {
  readonly pins: Pins;
  readonly seals: SealCache;
  readonly notes: NoteCache;
}

/** Throws `certificate-malformed` when there is no root, `evidence.malformed` when `log` is no verifier key. */
export function trusting({ roots, signers = [], log }: ReaderTrust): Shared {
  if (log !== undefined) readVkey(log);
  const anchors = parsePem(roots).map((certificate) => ({ certificate }));
  const pins: Pins = { anchors, signers, ...(log !== undefined && { log }) };
  return { pins, seals: new SealCache(pins), notes: new Set() };
}
