import { createHash, hash } from 'node:crypto';
import { signaturesBeside } from '@lienthong/adapter-kit';
import { findDocumentType } from '@lienthong/documents';
import { type Envelope, type RawMessage, refuse } from '@lienthong/message';
import { readSubmitted } from '../../core/submitted';
import { gatewayChannel } from '../../zones';

/** Bytes as a sender signed them, and what stands beside. */
export type Submitted = Omit<RawMessage, 'connector'>;

/** SHA-256 of what a message says, lower-case hex: the same for a repeat that was signed again. */
export interface Content {
  readonly digest: string;
  /** Whether the ledger makes it in the same way; else these are the bytes that were signed. */
  readonly asRecorded: boolean;
}

/** What a message says of itself before anybody has verified it. */
export interface Claimed {
  readonly raw: RawMessage;
  readonly envelope: Envelope;
  readonly content: Content;
  /** SHA-256 of the bytes that were signed and of the signature beside them, hex. */
  readonly bytes: string;
}

/** As step 2 will read it: what it could not read is refused here, while its sender listens. Throws `Failure` `permanent`. */
export function claimed(submitted: Submitted, party: string): Claimed {
  const { envelope, data, signature } = readSubmitted({ ...submitted, connector: gatewayChannel(party) });
  if (signature.format === 'none') throw refuse('signature.missing');
  const raw = { ...submitted, connector: gatewayChannel(party), subject: envelope.subject };
  return { raw, envelope, content: contentOf(envelope, data, raw.payload), bytes: digestOf(raw) };
}

function digestOf({ payload, attributes }: RawMessage): string {
  const beside = Object.entries(signaturesBeside(attributes)).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(payload).update(JSON.stringify(beside)).digest('hex');
}

function contentOf(envelope: Envelope, data: unknown, payload: Uint8Array): Content {
  try {
    const digest = findDocumentType(envelope)?.contentDigest(envelope, data);
    if (digest) return { digest: Buffer.from(digest).toString('hex'), asRecorded: true };
  } catch {
    // not of the shape that its type has: step 4 says what is wrong with it
  }
  return { digest: hash('sha256', payload), asRecorded: false };
}
