import { refuse } from '@lienthong/message';
import type { Agreements, Party } from '../rules';
import type { Valid } from './validate';

declare const step: unique symbol;

/** Step 5: an agreement covers sender, type and each receiver. Default deny. */
export interface Allowed extends Omit<Valid, symbol> {
  readonly [step]: 'allowed';
  /** Party codes, aliases resolved and merged organisations replaced by their successors; the envelope keeps what was named. */
  readonly receivers: readonly string[];
}

export function authorise(valid: Valid, agreements: Agreements): Allowed {
  const { sender, envelope } = valid.known;
  const { type } = envelope;
  const { acceptedAt } = valid.received;
  const named = envelope.receivers.map((receiver) => known(receiver, agreements, acceptedAt));
  const receivers = agreements.allows(sender, type, envelope.receivers, acceptedAt);
  if (!receivers) throw refuse('agreement.missing', { sender, type, receivers: envelope.receivers.join(' ') });
  const suspended = named.find((party) => party.suspended);
  if (suspended) throw refuse('party.suspended', { party: suspended.code });
  return { ...valid, receivers } as unknown as Allowed;
}

function known(receiver: string, agreements: Agreements, at: Date): Party {
  const party = agreements.party(receiver, at);
  if (!party) throw refuse('party.unknown-receiver', { receiver });
  return party;
}
