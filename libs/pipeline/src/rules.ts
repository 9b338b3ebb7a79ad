import type { Envelope, Lane, RawMessage } from '@lienthong/message';
import type { Verdict } from '@lienthong/trust';
import type { Known } from './known';

/** What an adapter's `read` claims about bytes as they came. */
export interface Claim {
  readonly envelope: Envelope;
  readonly data: unknown;
  readonly signature: SignatureClaim;
}

export type SignatureClaim =
  { readonly format: 'jws-detached'; readonly jws: string; readonly signed: Uint8Array } | { readonly format: 'none' };

/** Authenticated channels: which zone may speak for a connector, and how its bytes are read. */
export interface Channels {
  /** Largest payload that is taken. */
  readonly maxBytes: number;
  of(connector: string): { readonly zone: string; read(raw: RawMessage): Claim } | undefined;
}

/** Who signed, and as which party they may speak. Answers from caches only. */
export interface SenderRules {
  /** What becomes of a message while nobody can tell whether a certificate of its signature is revoked. */
  readonly onUnavailable: 'park' | 'refuse';
  /** `signedAt`: best proof of when the signature existed. Throws `TrustError` for a signature that is not authentic. */
  judge(signature: SignatureClaim, signedAt: Date): Verdict;
  /** Whom the certificate with this SHA-256 fingerprint speaks for. */
  partyOf(certificate: string, at: Date): Party | undefined;
  /** By code or alias. */
  party(code: string): Party | undefined;
  /** May this party speak on the channel of that connector? */
  mayUse(connector: string, party: string): boolean;
}

export interface Party {
  readonly code: string;
  readonly suspended: boolean;
}

export interface Schemas {
  readonly window: { readonly aheadMs: number; readonly seenMs: number };
  find(dataschema: string, type: string): Document | undefined;
}

interface Document {
  check(envelope: Envelope, data: unknown): void;
  contentDigest(envelope: Envelope, data: unknown): Uint8Array;
}

export interface Agreements {
  /** By code or alias. */
  party(receiver: string): Party | undefined;
  /** Codes of the receivers; those of all agreements when none is named. `undefined`: not all, or nobody, is covered. */
  allows(sender: string, type: string, receivers: readonly string[]): readonly string[] | undefined;
}

/** One destination of a message; `body` is what it will get, byte for byte. */
export interface Destination {
  readonly connector: string;
  readonly zone: string;
  readonly lane: Lane;
  readonly contentType: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface Routes {
  /** One a connector; none when any of the receivers has no route. */
  destinations(message: Known & { readonly data: unknown }, receivers: readonly string[]): readonly Destination[];
}

/** One version of everything that decides a message, at one instant. */
export interface RuleSet {
  readonly version: number;
  readonly channels: Channels;
  readonly senders: SenderRules;
  readonly schemas: Schemas;
  readonly agreements: Agreements;
  readonly routes: Routes;
}
