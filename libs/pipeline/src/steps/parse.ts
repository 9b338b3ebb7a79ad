import { Failure, type RawMessage, refuse } from '@lienthong/message';
import type { Channels, Claim } from '../rules';
import type { Received } from './receive';

declare const step: unique symbol;

/** Step 2: the envelope as claimed. Nothing of it is trusted: only step 3 reads it. */
export interface Parsed {
  readonly [step]: 'parsed';
  readonly received: Received;
  readonly raw: RawMessage;
  readonly claim: Claim;
}

export function parse({ received }: { readonly received: Received }, channels: Channels): Parsed {
  const { raw, zone } = received;
  if (!raw) throw new Failure('ambiguous', 'hub.defect', { reason: `record on in.${zone} is not an Incoming` });
  const channel = channels.of(raw.connector);
  if (channel?.zone !== zone) throw new Failure('ambiguous', 'channel.foreign', { connector: raw.connector, zone });
  const bytes = raw.omitted?.bytes ?? raw.payload.byteLength;
  if (raw.omitted || bytes > channels.maxBytes) throw refuse('message.too-large', { bytes: String(bytes) });
  return { received, raw, claim: channel.read(raw) } as Parsed;
}
