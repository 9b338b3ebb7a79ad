import type { Envelope, RawMessage } from '@lienthong/message';
import type { Assertion, Verdict } from '@lienthong/trust';

/** What is known of a message: who sent it, what the envelope says, and the verdict with its reasons, or who vouches for it all. */
export interface Known {
  /** Code of the party to which the signing certificate is bound, or whose message the connector says it is. */
  readonly sender: string;
  readonly envelope: Envelope;
  readonly verdict: Verdict | Assertion;
  /** Taken although nobody could tell whether a certificate is revoked: it is judged again until somebody can. */
  readonly isProvisional: boolean;
  /** The sender's detached signature: compact JWS, or CMS as PEM; empty where it is inside of the payload, or there is none. */
  readonly signature: string;
  /** The connector that vouches for a message that nobody signed; absent where a signature proves it. */
  readonly assertedBy?: string;
  /** The bytes as they came. */
  readonly raw: RawMessage;
}
