import { type RawMessage, encodeIncoming } from '@lienthong/message';
import type { Channels, Claim } from '../rules';
import { type Parsed, parse } from '../steps/parse';
import { type Handed, receive } from '../steps/receive';
import type { Batch } from '../way';

/** A record as Kafka hands it over. */
export function handed(offset: number, raw: Partial<RawMessage> = {}): Handed {
  const whole: RawMessage = {
    connector: 'portal',
    subject: 'S-1',
    contentType: 'text/plain',
    attributes: {},
    payload: Buffer.from('x'),
    ...raw,
  };
  return {
    zone: 'portal',
    position: { topic: 'in.portal', partition: 0, offset: BigInt(offset) },
    acceptedAt: new Date(1_000 + offset),
    value: encodeIncoming(whole),
  };
}

/** So many of them, one behind the other. */
export const batch = (size: number): Batch => ({
  messages: Array.from({ length: size }, (_, i) => handed(i)),
  advances: [{ topic: 'in.portal', partition: 0, from: 0n, to: BigInt(size), appendedAt: new Date(), leaderEpoch: 0 }],
});

export const claim = {
  envelope: { source: 'A' },
  data: {},
  signature: { format: 'jws-detached', jws: '', signed: new Uint8Array() },
} as unknown as Claim;

const channels: Channels = { maxBytes: 4, of: () => ({ zone: 'portal', read: () => claim }) };

/** As step 2 gives it, which takes 4 bytes at most; `claim` is what it reads in them. */
export const parsed = (raw: Partial<RawMessage> = {}): Parsed => parse({ received: receive(handed(0, raw), () => 'id') }, channels);
