import type { TrustAnchor } from '@lienthong/trust';
import { type Language, ownError } from './error';
import { type SenderSignature, checkSignature } from './sender';

/** One item of `GET /v1/inbox`. */
export interface InboxItem {
  /** Id of the delivery: do what comes again under it once. */
  readonly id: string;
  readonly place: number;
  /** The hub's id of the message. */
  readonly message: string;
  readonly subject: string;
  readonly storedAt: string;
  readonly contentType: string;
  readonly jws: string | null;
  readonly cms: string | null;
  /** Base64. */
  readonly body: string;
}

/** The answer that stands: the first one that was given. */
export interface InboxAnswer {
  readonly id: string;
  readonly answer: 'acknowledged' | 'rejected';
  readonly answeredAt: string;
  readonly code?: string;
}

/** A message that lies in the inbox until it is answered. */
export interface Delivery extends Omit<InboxItem, 'body' | 'jws' | 'cms'> {
  /** The bytes as the sender signed them. */
  readonly body: Uint8Array;
  readonly jws: string | null;
  readonly cms: string | null;
  readonly signature: SenderSignature;
  /** What the sender said. @throws ClientError `client.signature` when there are roots and the signature does not stand */
  event(): Readonly<Record<string, unknown>>;
  /** It is stored here: the hub shows it no more. */
  ack(): Promise<InboxAnswer>;
  /** It is not taken; `code`: 1 to 60 of `a-z 0-9 . -`, never words. */
  reject(code: string): Promise<InboxAnswer>;
}

export interface DeliveryParts {
  /** Roots of senders; without them nothing is verified. */
  readonly anchors: readonly TrustAnchor[] | undefined;
  readonly language: Language;
  readonly answer: (delivery: string, act: 'ack' | 'reject', code?: string) => Promise<InboxAnswer>;
}

export async function deliveryOf(item: InboxItem, { anchors, language, answer }: DeliveryParts): Promise<Delivery> {
  const body = Buffer.from(item.body, 'base64');
  const signature: SenderSignature = anchors ? await checkSignature({ ...item, body }, anchors) : { kind: 'unchecked' };
  return {
    ...item,
    body,
    signature,
    event: () => {
      if (signature.kind === 'invalid') throw ownError('client.signature', language, { check: signature.check });
      return JSON.parse(body.toString()) as Readonly<Record<string, unknown>>;
    },
    ack: () => answer(item.id, 'ack'),
    reject: (code) => answer(item.id, 'reject', code),
  };
}
