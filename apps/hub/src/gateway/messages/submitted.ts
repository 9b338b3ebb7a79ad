import { hash } from 'node:crypto';
import { findDocumentType } from '@lienthong/documents';
import { type Envelope, type RawMessage, refuse } from '@lienthong/message';
import { readSubmitted } from '../../core/submitted';
import { gatewayChannel } from '../../zones';

/** Bytes as a sender signed them, and what stands beside. */
export type Submitted = Omit<RawMessage, 'connector'>;

/** What a message says of itself before anybody has verified it. */
export interface Claimed {
  readonly raw: RawMessage;
  readonly envelope: Envelope;
  /** SHA-256 of what it says, lower-case hex: the same for a repeat that was signed again. */
  readonly content: string;
}

/** As step 2 will read it: what it could not read is refused here, while its sender listens. Throws `Failure` `permanent`. */
export function claimed(submitted: Submitted, party: string): Claimed {
  const { envelope, data, signature } = readSubmitted({ ...submitted, connector: gatewayChannel(party) });
  if (signature.format === 'none') throw refuse('signature.missing');
  const raw = { ...submitted, connector: gatewayChannel(party), subject: envelope.subject };
  return { raw, envelope, content: contentOf(envelope, data, raw.payload) };
}

/** As the ledger knows repeats; what is of no known shape will be refused, and then its bytes count. */
function contentOf(envelope: Envelope, data: unknown, payload: Uint8Array): string {
  try {
    const digest = findDocumentType(envelope)?.contentDigest(envelope, data);
    if (digest) return Buffer.from(digest).toString('hex');
  } catch {
    // not of the shape that its type has: step 4 says what is wrong with it
  }
  return hash('sha256', payload);
}
