import { createHash } from 'node:crypto';
import { Failure } from '@lienthong/message';
import { type Claim, type Destination, type Ledger, type RuleSet, Way } from '@lienthong/pipeline';
import type { Verdict } from '@lienthong/trust';
import { v7 as newId } from 'uuid';
import { routed } from './lots.test-kit';

export interface WayRules {
  /** Fails where nobody can be asked. */
  readonly judge?: () => void;
  /** None: `route.missing`. */
  readonly destinations?: readonly Destination[];
  /** `time` of every envelope. */
  readonly time?: Date;
}

const verdict = routed({}).known.verdict as Verdict;

/** The real way over a ledger, as rules version 1; what a connector `portal` hands in counts as signed by the party `portal`. */
export function wayOver(ledger: Ledger, rules: WayRules = {}): Way {
  const unused = () => Promise.reject(new Error('not on this way'));
  return new Way({
    rules: { current: () => Promise.resolve(ruleSet(rules)), fetchMissing: () => Promise.resolve() },
    ledger,
    log: { numberPending: unused, seal: unused },
    sign: unused,
    queue: { release: unused },
    out: { publish: unused },
    newId,
  });
}

function ruleSet({ judge, destinations = [], time = new Date() }: WayRules): RuleSet {
  const portal = { code: 'portal', suspended: false };
  const read = (raw: { readonly subject: string; readonly payload: Uint8Array }): Claim => ({
    envelope: { ...routed({ id: `M-${raw.subject}`, subject: raw.subject }).known.envelope, time },
    data: {},
    signature: { format: 'jws-detached', jws: 'a..b', signed: raw.payload },
  });
  const judged = () => {
    judge?.();
    return { verdict, signed: [], uncovered: [] };
  };
  return {
    version: 1,
    channels: { maxBytes: 1 << 20, of: (connector) => (connector === 'portal' ? { zone: 'portal', read } : undefined) },
    senders: {
      onUnavailable: 'park',
      judge: judged,
      partyOf: () => portal,
      party: () => portal,
      mayUse: () => true,
      mayAssert: () => false,
    },
    schemas: {
      window: { aheadMs: Infinity, seenMs: Infinity },
      find: () => ({ check: () => undefined, contentDigest: ({ id }) => createHash('sha256').update(id).digest() }),
    },
    agreements: { party: () => portal, allows: () => ['one-stop'] },
    routes: { destinations: () => destinations },
  };
}

export const unavailable = (): never => {
  throw new Failure('transient', 'revocation.unavailable');
};
