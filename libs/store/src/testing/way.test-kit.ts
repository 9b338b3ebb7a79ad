import { createHash } from 'node:crypto';
import { Failure } from '@lienthong/message';
import {
  type Claim,
  type Destination,
  type Judged,
  type Ledger,
  type RuleSet,
  type Rules,
  type WhileUnknown,
  Way,
} from '@lienthong/pipeline';
import { v7 as newId } from 'uuid';
import { routed, verdictWith } from './lots.test-kit';

export interface WayRules {
  /** Good unless told. */
  readonly judge?: () => Judged['verdict'];
  /** `park` unless told. */
  readonly whileUnknown?: WhileUnknown;
  /** None: `route.missing`. */
  readonly destinations?: readonly Destination[];
  /** `time` of every envelope. */
  readonly time?: Date;
}

/** The real way over a ledger, as rules version 1; what a connector `portal` hands in counts as signed by the party `portal`. */
export function wayOver(ledger: Ledger, rules: WayRules = {}): Way {
  const unused = () => Promise.reject(new Error('not on this way'));
  return new Way({
    rules: rulesOf(rules),
    ledger,
    log: { numberPending: unused, seal: unused },
    sign: unused,
    queue: { release: unused },
    out: { publish: unused },
    newId,
  });
}

/** The same rules by themselves. */
export const rulesOf = (rules: WayRules): Rules => ({
  current: () => Promise.resolve(ruleSet(rules)),
  fetchMissing: () => Promise.resolve(),
});

function ruleSet({ judge = verdictWith, whileUnknown = 'park', destinations = [], time = new Date() }: WayRules): RuleSet {
  const portal = { code: 'portal', suspended: false };
  const read = (raw: { readonly subject: string; readonly payload: Uint8Array }): Claim => ({
    envelope: { ...routed({ id: `M-${raw.subject}`, subject: raw.subject }).known.envelope, time },
    data: {},
    signature: { format: 'jws-detached', jws: 'a..b', signed: raw.payload },
  });
  const judged = (): Judged => ({ verdict: judge(), signed: [], uncovered: [] });
  return {
    version: 1,
    channels: { maxBytes: 1 << 20, of: (connector) => (connector === 'portal' ? { zone: 'portal', read } : undefined) },
    senders: {
      whileUnknown: () => whileUnknown,
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
