import { explain } from '@lienthong/message';
import type { Journey } from '@lienthong/store';
import type { Lang } from '../../terminal';
import { isSettled } from './journeys';

/** What became of a message, as its sender or a receiver reads it. Times: RFC 3339, UTC. */
export interface JourneyView {
  /** The sender's own id; `null` where nobody proved to have sent it. */
  readonly id: string | null;
  /** UUID of the hub. */
  readonly message: string;
  readonly state: 'accepted' | 'waiting' | 'refused' | 'recorded' | 'delivered' | 'undelivered';
  readonly source: string | null;
  readonly type: string | null;
  readonly subject: string | null;
  readonly digest: string | null;
  /** No more will come, but for what an operator does. */
  readonly settled: boolean;
  readonly steps: readonly Step[];
  /** Why it was refused, or what it waits for. */
  readonly why?: Why;
  /** Where its receipt is, once it is sealed. */
  readonly receipt?: string;
  /** Where its receiver's answer is: a message of its own. */
  readonly reply?: string;
}

export interface Step {
  readonly step: 'accepted' | 'recorded' | 'sealed' | 'sent' | 'delivered';
  readonly at: string;
  readonly rulesVersion?: number;
  readonly leaf?: number;
  readonly connector?: string;
  /** What the receiver's system answered, and the SHA-256 of its answer. */
  readonly proof?: { readonly words: string; readonly digest: string | null };
}

interface Why {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly facts: Readonly<Record<string, string>>;
}

export function journeyView(journey: Journey, lang: Lang): JourneyView {
  const { id, message, source, type, subject, digest, leaf } = journey;
  const because = journey.code === '' ? journey.deliveries.find(({ code }) => code !== '')?.code : journey.code;
  return {
    ...{ id, message, state: stateOf(journey), source, type, subject, digest, settled: isSettled(journey), steps: stepsOf(journey) },
    ...(because !== undefined && because !== '' && { why: whyOf(because, journey.detail, lang) }),
    ...(leaf !== null && { receipt: `/v1/messages/${message}/receipt` }),
    ...(journey.reply !== null && { reply: `/v1/messages/${journey.reply}` }),
  };
}

function stateOf({ outcome, deliveries }: Journey): JourneyView['state'] {
  if (outcome === 'parked') return 'waiting';
  if (outcome !== 'recorded') return 'refused';
  if (deliveries.some(({ state }) => state === 'dead')) return 'undelivered';
  return deliveries.length > 0 && deliveries.every(({ state }) => state === 'delivered') ? 'delivered' : 'recorded';
}

function stepsOf({ acceptedAt, recordedAt, rulesVersion, leaf, sealedAt, deliveries }: Journey): Step[] {
  return [
    { step: 'accepted', at: acceptedAt.toISOString() },
    ...(recordedAt ? [{ step: 'recorded' as const, at: recordedAt.toISOString(), rulesVersion: rulesVersion ?? 0 }] : []),
    ...(leaf !== null && sealedAt ? [{ step: 'sealed' as const, at: sealedAt.toISOString(), leaf }] : []),
    ...deliveries.flatMap(({ connector, state, releasedAt, settledAt, proof, proofDigest }): Step[] => [
      ...(releasedAt ? [{ step: 'sent' as const, at: iso(releasedAt), connector }] : []),
      ...(settledAt && state === 'delivered'
        ? [{ step: 'delivered' as const, at: iso(settledAt), connector, proof: { words: proof, digest: proofDigest } }]
        : []),
    ]),
  ];
}

const iso = (text: string): string => new Date(text).toISOString();

function whyOf(code: string, facts: Why['facts'], lang: Lang): Why {
  const { [lang]: title, next } = explain(code);
  return { code, title, detail: next[lang], facts };
}
