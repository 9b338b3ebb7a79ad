import type { Envelope, RawMessage } from '@lienthong/message';
import type { Verdict } from '@lienthong/trust';

/** What verification proved about a message: who sent it, what the signed envelope says, and the verdict with its reasons. */
export interface Known {
  /** Code of the party to which the signing certificate is bound. */
  readonly sender: string;
  readonly envelope: Envelope;
  readonly verdict: Verdict;
  /** The sender's detached signature: compact JWS, or CMS as PEM; empty where it is inside of the payload. */
  readonly signature: string;
  /** The bytes as they came. */
  readonly raw: RawMessage;
}
