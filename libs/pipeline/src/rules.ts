import type { Envelope, Lane, RawMessage } from '@lienthong/message';
import type { SignedClaim, SignedPart, Verdict } from '@lienthong/trust';
import type { Known } from './known';

/** What a message says. */
export interface Said {
  readonly envelope: Envelope;
  readonly data: unknown;
}

/** What an adapter's `read` claims about bytes as they came. */
export interface Claim extends Said {
  readonly signature: SignatureClaim;
}

/** A signature inside of what was read: the message is read once more, from what was signed alone. */
interface Inside {
  readonly readSigned: (signed: readonly SignedPart[]) => Said;
}

export type SignatureClaim =
  | { readonly format: 'none' }
  | Extract<SignedClaim, { readonly format: 'jws-detached' | 'cms-detached' }>
  | (Extract<SignedClaim, { readonly format: 'cms-attached' | 'xmldsig' }> & Inside);

/** A claim under which there is a signature. */
export type Signed = Exclude<SignatureClaim, { readonly format: 'none' }>;

/** What is known of a signature that could be read. */
export interface Judged {
  readonly verdict: Verdict;
  /** The bytes that it covers; empty where it is not authentic. */
  readonly signed: readonly SignedPart[];
  /** What it would have to cover and does not. */
  readonly uncovered: readonly string[];
  /** Attachments, by position from 1, that were changed after somebody had signed inside of them. */
  readonly spoilt?: readonly number[];
}

/** Authenticated channels: which zone may speak for a connector, and how its bytes are read. */
export interface Channels {
  /** Largest payload that is taken. */
  readonly maxBytes: number;
  of(connector: string): { readonly zone: string; read(raw: RawMessage): Claim } | undefined;
}

/** What becomes of a message while nobody can tell whether a certificate of its signature is revoked; `accept`: taken, and judged again. */
export type WhileUnknown = 'park' | 'refuse' | 'accept';

/** Who signed, and as which party they may speak. Answers from caches only. */
export interface SenderRules {
  whileUnknown(type: string): WhileUnknown;
  /**
   * `signedAt`: best proof of when the signature existed. Throws `TrustError` or `UnreadableError` for what cannot be judged; whatever else is
   * wrong is in the verdict.
   */
  judge(signature: Signed, signedAt: Date): Judged;
  /** Whom the certificate with this SHA-256 fingerprint speaks for. */
  partyOf(certificate: string, at: Date): Party | undefined;
  /**
   * May this connector vouch for unsigned messages of that type, of whom they name as their source? Never for what only the sender himself may
   * state, never for a sender who signs (whoever could take a signature off would otherwise pass for him), nor for one that was merged.
   */
  mayAssert(connector: string, source: string, type: string, at: Date): boolean;
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

/** What a message changes in a state that outlives it; the ledger keeps the state. Throws `Failure` `permanent` for what may not follow. */
export interface DocumentStep {
  readonly key: string;
  next(state: string | undefined): string | undefined;
}

interface Document {
  check(envelope: Envelope, data: unknown): void;
  contentDigest(envelope: Envelope, data: unknown): Uint8Array;
  steps?(envelope: Envelope, data: unknown): readonly DocumentStep[];
}

export interface Agreements {
  /** By code or alias; of an organisation that was merged before `at`, its successor. */
  party(receiver: string, at: Date): Party | undefined;
  /** Codes of the receivers at that instant; those of all agreements when none is named. `undefined`: not all, or nobody, is covered. */
  allows(sender: string, type: string, receivers: readonly string[], at: Date): readonly string[] | undefined;
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
