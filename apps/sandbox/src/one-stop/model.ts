import type { Mood } from '../mood/mood';

/** A dossier that the one-stop system took through its door, with the bytes as the portal signed them. */
export interface ReceivedDossier {
  readonly code: string;
  readonly receiptNumber: string;
  /** RFC 3339. */
  readonly receivedAt: string;
  /** LT-Message: the hub's id of the message. */
  readonly messageId: string;
  /** Idempotency-Key of the first call. */
  readonly deliveryId: string;
  readonly jws: string;
  /** The hub's connector that vouches for a dossier that nobody signed. */
  readonly assertedBy?: string;
  /** The CloudEvent. */
  readonly body: Uint8Array;
}

/** What the business register told or answered. */
export interface ReceivedEvent {
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  /** Id of the look-up that it answers. */
  readonly request?: string;
  readonly deliveryId: string;
  readonly messageId: string;
  /** RFC 3339. */
  readonly receivedAt: string;
}

export interface Change {
  readonly subject: string;
  readonly body: Uint8Array;
  readonly jws: string | null;
  /** Default `application/cloudevents+json; charset=utf-8`. */
  readonly contentType?: string;
}

export interface OneStopOptions {
  readonly port: number;
  readonly host?: string;
  /** Folder of its journal. */
  readonly dir: string;
  /** File with the API key that the hub must show. */
  readonly keyFile: string;
  /** Folder of the sandbox certificates: `root.pem` and `portal.pem` are what it trusts. Default: `pki` beside `dir`. */
  readonly pkiDir?: string;
  /** Connectors of the hub on whose word it takes dossiers that nobody signed; default none. */
  readonly believed?: readonly string[];
  /** Called once for each newly received dossier, after it is on disk; not for those found in the journal at start: see `dossiers()`. */
  readonly onDossier?: (dossier: ReceivedDossier) => void;
  readonly now?: () => Date;
  readonly mood?: Mood;
  /** How long `slow` takes; default 3,000. */
  readonly slowMs?: number;
}

export interface OneStop {
  readonly url: string;
  dossiers(): readonly ReceivedDossier[];
  /** In the order in which they came. */
  events(): readonly ReceivedEvent[];
  /** Codes of dossiers that came again, the same, under another delivery id since the start: nobody who repeats does that. */
  repeatedUnderOtherIds(): readonly string[];
  /** Resolves with the change's number when it is on disk and visible in the feed. */
  publish(change: Change): Promise<number>;
  /** Number of the last change published and the last acknowledged. */
  feed(): { readonly last: number; readonly acknowledged: number };
  readonly mood: Mood;
  stop(): Promise<void>;
}
