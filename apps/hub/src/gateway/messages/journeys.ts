import type { HubConfig } from '@lienthong/config';
import { type ReceiptContent, TileDirectory, parseSeal } from '@lienthong/evidence';
import { topicName } from '@lienthong/kafka';
import { findJourney, type Journey, readEvidence, readPayload } from '@lienthong/store';
import type { Pool } from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { receiptContent } from '../../evidence/receipt-content';
import { sealOver, sealsOf } from '../../evidence/seals';
import { gatewayChannel, gatewayZone } from '../../zones';
import type { Caller } from '../caller/caller';
import { Refusal } from '../refusal';
import type { GatewayRules } from '../rules';
import type { Accepted } from './desk';
import type { Fate, Identity, KnownMessages } from './known';

export interface JourneysParts {
  readonly pool: Pool;
  readonly rules: Pick<GatewayRules, 'current'>;
  /** Asked for late: each of the two needs the other. */
  readonly known: () => Pick<KnownMessages<Accepted>, 'answered'>;
  readonly log: Pick<HubConfig['log'], 'origin' | 'tilesDir'>;
}

/** A message by its id, and where the acknowledgement said that it lies. */
export interface Asked {
  readonly id: string;
  readonly digest?: string;
  readonly at?: { readonly partition: number; readonly offset: string };
}

type PartyCaller = Extract<Caller, { kind: 'party' }>;

const [soonMs, mostMs] = [100, 1_000];

/** `/v1/messages/{id}`: what became of a message, to its sender and to whoever received it; to others there is none. */
export class Journeys {
  constructor(private readonly parts: JourneysParts) {}

  /** Before anything of the request is read. @throws Refusal */
  admit(caller: Caller): asserts caller is PartyCaller {
    if (caller.kind === 'nobody') throw new Refusal('gateway.unauthenticated');
  }

  /** Looks again until it is settled or `waitMs` are over. `pending`: accepted, and not looked at yet. @throws Refusal */
  async follow(caller: Caller, asked: Asked, waitMs: number, gone: AbortSignal): Promise<Journey | 'pending'> {
    const until = performance.now() + waitMs;
    for (let pauseMs = soonMs; ; pauseMs = Math.min(2 * pauseMs, mostMs)) {
      const found = await this.find(caller, asked);
      if (!found) throw new Refusal('gateway.not-found');
      if ((found !== 'pending' && isSettled(found)) || performance.now() >= until || gone.aborted) return found;
      await sleep(Math.min(pauseMs, until - performance.now()), undefined, { signal: gone }).catch(() => undefined);
    }
  }

  /** Files of the message's receipt. @throws Refusal */
  async receipt(caller: Caller, id: string): Promise<ReceiptContent> {
    const found = await this.decided(caller, id);
    if (found.leaf === null) throw new Refusal('gateway.not-found');
    const { pool, log } = this.parts;
    const seal = await new TileDirectory(log.tilesDir).read('seal.txt');
    const seals = seal && (await sealsOf({ pool, log, vkey: parseSeal(Buffer.from(seal).toString()).vkey }));
    const [evidence] = seals ? await stored(readEvidence(pool, seals.newest.head.size, { message: found.message })) : [];
    if (!seals || !evidence) throw new Refusal('gateway.not-found');
    return receiptContent(evidence, sealOver(evidence, seals));
  }

  /** What the message is, as its sender signed it. @throws Refusal */
  async payload(
    caller: Caller,
    id: string,
  ): Promise<{ readonly contentType: string; readonly bytes: Uint8Array; readonly signature: string }> {
    const { message } = await this.decided(caller, id);
    const payload = await stored(readPayload(this.parts.pool, message));
    if (!payload) throw new Refusal('gateway.not-found');
    return payload;
  }

  private async decided(caller: Caller, id: string): Promise<Journey> {
    const found = await this.find(caller, { id });
    if (!found || found === 'pending') throw new Refusal('gateway.not-found');
    return found;
  }

  /** Whether a message that was acknowledged can still be delivered. */
  async fate({ party, id }: Identity, { digest, position }: Accepted): Promise<Fate> {
    const sought = { party, connector: gatewayChannel(party), id, digest, position, receivedBy: [] };
    const found = await findJourney(this.parts.pool, sought, this.parts.log.origin).catch(() => 'unknown' as const);
    if (found === 'unknown' || found === 'pending') return found;
    if (found?.outcome === 'parked') return 'pending';
    return found?.outcome === 'recorded' ? 'recorded' : 'ended';
  }

  private async find(caller: Caller, { id, digest, at }: Asked): Promise<Journey | 'pending' | undefined> {
    this.admit(caller);
    const { code } = caller.party;
    const answered = await this.parts
      .known()
      .answered({ party: code, id })
      ?.catch(() => undefined);
    const { receivedBy, rules } = await this.parts.rules.current();
    const sought = {
      ...{ party: code, connector: gatewayChannel(code), id, receivedBy: receivedBy(code) },
      ...{ digest: digest ?? answered?.digest, position: at ? { topic: topicName.in(gatewayZone), ...at } : answered?.position },
    };
    const found = await stored(findJourney(this.parts.pool, sought, this.parts.log.origin));
    if (found === 'pending') return answered ? found : undefined;
    if (!found || found.source === code || found.source === null) return found;
    const named = found.receivers.map((receiver) => rules.party(receiver, found.acceptedAt)?.code);
    const agreed = found.receivers.length > 0 ? named : rules.allows(found.source, found.type ?? '', [], found.acceptedAt)?.allowed;
    if (!agreed?.includes(code)) return undefined;
    return { ...found, deliveries: found.deliveries.filter(({ connector }) => sought.receivedBy.includes(connector)) };
  }
}

export const isSettled = ({ outcome, deliveries }: Journey): boolean =>
  outcome === 'recorded' ? deliveries.every(({ state }) => state === 'delivered' || state === 'dead') : outcome !== 'parked';

const stored = <T>(work: Promise<T>): Promise<T> =>
  work.catch((cause: unknown) => Promise.reject(new Refusal('gateway.ledger-unavailable', '', { cause })));
