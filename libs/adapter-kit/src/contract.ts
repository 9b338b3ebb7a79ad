import type { Acknowledgement, Envelope, RawMessage } from '@lienthong/message';
import type { ZodType } from 'zod';
import type { Tools } from './tools';

/** What a message says, as it is read from the bytes that its signature covers. */
export interface Said {
  readonly envelope: Envelope;
  /** The business data, parsed once; its document type checks it in step 4. */
  readonly data: unknown;
}

/** A piece of what was signed: of a document canonical, of content beside it as it came. */
export interface SignedPart {
  /** URI by which the signature names it, `''` for the whole. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Reads a message again from what was signed, and from nothing else: called in step 3 once the signature holds, and only what it gives is
 * visible from then on. Pure. Throws `Failure` `permanent`.
 */
export type ReadSigned = (signed: readonly SignedPart[]) => Said;

/**
 * Which bytes were signed, as the transport claims. Verified in step 3, before anything else of the message is believed. Where the signature
 * is over the very bytes that were read, that reading stands; where it is inside of them, `readSigned` reads once more.
 */
export type SignatureClaim =
  | { readonly format: 'none' }
  /** Compact JWS (RFC 7797) over the payload. */
  | { readonly format: 'jws-detached'; readonly jws: string; readonly signed: Uint8Array }
  /** CMS or CAdES in DER over the payload. */
  | { readonly format: 'cms-detached'; readonly cms: Uint8Array; readonly signed: Uint8Array }
  /** CMS or CAdES with the content inside. */
  | { readonly format: 'cms-attached'; readonly cms: Uint8Array; readonly readSigned: ReadSigned }
  /** XMLDSig or XAdES in a document. */
  | {
      readonly format: 'xmldsig';
      readonly document: Uint8Array;
      /** What the message holds beside the document, by the URIs of the signature's references: `cid:…`. */
      readonly content: ReadonlyMap<string, Uint8Array>;
      /** Attachments out of their wrapping, in the message's order: signatures inside of them are told apart from the sender's. */
      readonly attachments?: readonly Uint8Array[];
      readonly mustCover: MustCover;
      readonly readSigned: ReadSigned;
    };

/** What a signature has to cover, else the message is refused as `signature.incomplete`. */
export interface MustCover {
  /** Each at least once in what was signed of the document. */
  readonly elements: readonly { readonly namespace: string; readonly local: string }[];
  /** Names of detached content: every attachment. */
  readonly content: readonly string[];
}

/** What `read` finds in bytes as they came. Nothing of it is trusted yet. */
export interface Read extends Said {
  readonly signature: SignatureClaim;
}

/** A message that passed steps 1-5, as `render` sees it. */
export interface Renderable {
  readonly envelope: Envelope;
  readonly data: unknown;
  readonly raw: RawMessage;
  /** The connector that vouches for it where nobody signed; who receives it is told. */
  readonly assertedBy?: string;
}

/** The exact bytes that a destination gets: recorded as they are sent. */
export interface Rendered {
  readonly contentType: string;
  /** Transport facts for the sink, e.g. which call of its protocol. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** One delivery attempt. `deliveryId` is the same at each attempt. */
export interface Delivery extends Rendered {
  readonly deliveryId: string;
  readonly messageId: string;
  readonly subject: string;
  /** From 1. */
  readonly attempt: number;
}

/** What the counterpart answered when it took a delivery. */
export interface DeliveryProof {
  /** SHA-256 of the answer's bytes. */
  readonly digest: Uint8Array;
  /** The answer's words, at most 200 characters, without personal data: status line, tracking number. */
  readonly words: string;
}

/** Takes messages from an outside system. Runs in the zone's process until `stop`; a rejection restarts it with back-off. */
export interface Source {
  /** `submit` resolves when the bytes are durable; only then may the outside system be told so. */
  run(submit: (raw: Omit<RawMessage, 'connector'>) => Promise<Acknowledgement>, stop: AbortSignal): Promise<void>;
}

/** Hands deliveries to an outside system. */
export interface Sink {
  /** `safe`: the counterpart de-duplicates. `lookup`: it can be asked with `find`. `unsafe`: an unknown end waits for an operator. */
  readonly repeat: 'safe' | 'lookup' | 'unsafe';
  /** Called once an attempt, lanes in parallel. Throws `Failure`: permanent (refused), transient (again), ambiguous (unknown). */
  deliver(delivery: Delivery, stop: AbortSignal): Promise<DeliveryProof>;
  find?(deliveryId: string): Promise<DeliveryProof | undefined>;
}

export interface CheckResult {
  readonly step: string;
  readonly ok: boolean;
  readonly words: { readonly vi: string; readonly en: string };
}

export interface Connector {
  readonly source?: Source;
  readonly sink?: Sink;
  /** Tries the connection step by step; never throws, changes nothing outside. */
  check(): Promise<CheckResult[]>;
  close(): Promise<void>;
}

/** Code that speaks one kind of system's protocol. `read` and `render` are pure and run in the core. */
export interface Adapter<Config = unknown> {
  readonly type: string;
  readonly title: { readonly vi: string; readonly en: string };
  readonly config: ZodType<Config>;
  /** Throws `Failure` `permanent` for bytes that it cannot read. */
  read(raw: RawMessage): Read;
  /** `undefined`: this message has no meaning for this kind of system, which is a route's mistake. */
  render(message: Renderable, config: Config): Rendered | undefined;
  create(config: Config, tools: Tools): Connector;
}

export const defineAdapter = <Config>(adapter: Adapter<Config>): Adapter<Config> => adapter;
