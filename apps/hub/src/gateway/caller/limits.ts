import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Refusal } from '../refusal';
import type { Caller, Connection } from './caller';
import { networkOf } from './network';

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
  private readonly looks: RateLimiterMemory;

  constructor({ perAddress, perParty }: Quotas) {
    this.addresses = new RateLimiterMemory({ points: perAddress, duration: 60, keyPrefix: 'address' });
    this.parties = new RateLimiterMemory({ points: perParty, duration: 60, keyPrefix: 'party' });
    this.looks = new RateLimiterMemory({ points: perAddress, duration: 60, keyPrefix: 'look' });
  }

  /** @throws RateLimited */
  async count(caller: Caller, { address }: Connection): Promise<void> {
    if (caller.kind === 'party') await consume(this.parties, caller.party.code);
    else await consume(this.addresses, networkOf(address));
  }

  /** Of an address that only asks how the gateway is: apart, so that a probe takes nothing from who works there. @throws RateLimited */
  look({ address }: Pick<Connection, 'address'>): Promise<void> {
    return consume(this.looks, networkOf(address));
  }
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (over) {
    if (!(over instanceof RateLimiterRes)) throw over;
    throw new RateLimited(Math.max(1, Math.ceil(over.msBeforeNext / 1_000)));
  }
}
