import type { Envelope, RawMessage } from '@lienthong/message';
import type { Verdict } from '@lienthong/trust';

/** What verification proved about a message: who sent it, what the signed envelope says, and the verdict with its reasons. */
export interface Known {
  /** Code of the party to which the signing certificate is bound. */
  readonly sender: string;
  readonly envelope: Envelope;
  readonly verdict: Verdict;
  /** The bytes that were signed, and how they came. */
  readonly raw: RawMessage;
}
