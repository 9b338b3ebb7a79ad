import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Refusal } from '../refusal';
import type { Caller, Connection } from './caller';

/** Requests a minute. */
export interface Quotas {
  readonly perAddress: number;
  readonly perParty: number;
}

/** A caller may ask again after so many seconds. */
export class RateLimited extends Refusal {
  constructor(readonly retryAfter: number) {
    super('gateway.rate-limited');
  }
}

/** Counts requests: a party's by its code, everybody else's by address (an IPv6 network of 64 bits is one). */
export class Limits {
  private readonly addresses: RateLimiterMemory;
  private readonly parties: RateLimiterMemory;

  constructor({ perAddress, perParty }: Quotas) {
    this.addresses = new RateLimiterMemory({ points: perAddress, duration: 60, keyPrefix: 'address' });
    this.parties = new RateLimiterMemory({ points: perParty, duration: 60, keyPrefix: 'party' });
  }

  /** @throws RateLimited */
  async count(caller: Caller, { address }: Connection): Promise<void> {
    try {
      if (caller.kind === 'party') await this.parties.consume(caller.party.code);
      else await this.addresses.consume(networkOf(address));
    } catch (over) {
      if (!(over instanceof RateLimiterRes)) throw over;
      throw new RateLimited(Math.max(1, Math.ceil(over.msBeforeNext / 1_000)));
    }
  }
}

/** `2001:db8:1:2:…` → its first four groups: whoever has one address there has them all. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '').replace(/%.*$/, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('::');
  const groups = head.split(':').filter(Boolean);
  const after = (tail ?? '').split(':').filter(Boolean);
  const zeros = tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - groups.length - after.length) }, () => '0');
  return [...groups, ...zeros, ...after].slice(0, 4).join(':');
}
