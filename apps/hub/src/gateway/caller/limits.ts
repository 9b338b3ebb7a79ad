import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Refusal } from '../refusal';
import type { Answering, Caller, Connection } from './caller';
import { networkOf } from './network';

/** Requests and messages a minute, and requests under way. */
export interface Quotas {
  readonly perAddress: number;
  readonly perParty: number;
  readonly messagesPerParty: number;
  readonly concurrentPerParty: number;
}

type Quota = 'requests' | 'messages' | 'concurrent';

/** A caller may ask again after so many seconds. */
export class RateLimited extends Refusal {
  constructor(
    readonly retryAfter: number,
    quota: Quota,
  ) {
    super('gateway.rate-limited', quota);
  }
}

const minute = 60;

/**
 * What one caller may take of the gateway, so that others find their part: requests and messages of a party by its code, requests of everybody
 * else by address (an IPv6 network of 64 bits is one).
 */
export class Limits {
  private readonly addresses: RateLimiterMemory;
  private readonly parties: RateLimiterMemory;
  private readonly messages: RateLimiterMemory;
  private readonly looks: RateLimiterMemory;
  private readonly underWay = new Map<string, number>();
  /** RateLimit-Policy of draft-ietf-httpapi-ratelimit-headers, the same for every party. */
  private readonly policy: string;

  constructor(private readonly quotas: Quotas) {
    const counter = (keyPrefix: string, points: number) => new RateLimiterMemory({ points, duration: minute, keyPrefix });
    this.addresses = counter('address', quotas.perAddress);
    this.parties = counter('party', quotas.perParty);
    this.messages = counter('messages', quotas.messagesPerParty);
    this.looks = counter('look', quotas.perAddress);
    this.policy = [
      `"requests";q=${quotas.perParty};w=${minute}`,
      `"messages";q=${quotas.messagesPerParty};w=${minute}`,
      `"concurrent";q=${quotas.concurrentPerParty};qu="concurrent-requests"`,
    ].join(', ');
  }

  /** @throws RateLimited */
  async count(caller: Caller, { address, answering }: Connection): Promise<void> {
    if (caller.kind === 'party') await this.countParty(caller.party.code, answering);
    else await this.consume(this.addresses, networkOf(address), 1, 'requests');
  }

  /** So many messages that a party hands in, all of them or none. @throws RateLimited */
  async countMessages(party: string, count: number, answering: Answering | undefined): Promise<void> {
    await this.consume(this.messages, party, count, 'messages', answering).catch(async (over: unknown) => {
      await this.messages.reward(party, count); // fewer of them may still be taken
      throw over;
    });
  }

  /** Of an address that only asks how the gateway is: apart, so that a probe takes nothing from who works there. @throws RateLimited */
  async look({ address }: Pick<Connection, 'address'>): Promise<void> {
    await this.consume(this.looks, networkOf(address), 1, 'requests');
  }

  private async countParty(party: string, answering: Answering | undefined): Promise<void> {
    answering?.tell({ 'ratelimit-policy': this.policy });
    await this.consume(this.parties, party, 1, 'requests', answering);
    if (answering) this.enter(party, answering);
  }

  /** Who waits for an answer holds a place until it has come. */
  private enter(party: string, answering: Answering): void {
    const there = this.underWay.get(party) ?? 0;
    if (there >= this.quotas.concurrentPerParty) throw new RateLimited(1, 'concurrent');
    this.underWay.set(party, there + 1);
    answering.whenOver(() => {
      const left = (this.underWay.get(party) ?? 1) - 1;
      if (left === 0) this.underWay.delete(party);
      else this.underWay.set(party, left);
    });
  }

  private async consume(limiter: RateLimiterMemory, key: string, points: number, quota: Quota, answering?: Answering): Promise<void> {
    const found = await limiter.consume(key, points).catch((over: unknown) => over);
    if (!(found instanceof RateLimiterRes)) throw found;
    const seconds = Math.max(1, Math.ceil(found.msBeforeNext / 1_000));
    const isOver = found.consumedPoints > limiter.points;
    const left = limiter.points - found.consumedPoints + (isOver ? points : 0);
    answering?.tell({ ratelimit: `"${quota}";r=${Math.max(0, left)};t=${seconds}` });
    if (isOver) throw new RateLimited(seconds, quota);
  }
}
