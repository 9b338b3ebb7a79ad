import { type RawMessage, encodeIncoming } from '@lienthong/message';
import type { Handed } from '../steps/receive';

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
