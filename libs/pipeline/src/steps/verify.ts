import { refuse } from '@lienthong/message';
import { TrustError, type Verdict } from '@lienthong/trust';
import type { Known } from '../known';
import type { SenderRules, SignatureClaim } from '../rules';
import { failureOf } from '../trust-failures';
import type { Parsed } from './parse';
import type { Received } from './receive';

declare const step: unique symbol;

/** Step 3: who signed which bytes. From here on only signed content is visible. */
export interface Verified {
  readonly [step]: 'verified';
  readonly received: Received;
  readonly known: Known;
  readonly data: unknown;
}

export function verify({ received, raw, claim }: Parsed, rules: SenderRules): Verified {
  if (claim.signature.format === 'none') throw refuse('signature.missing');
  const verdict = judged(claim.signature, received.acceptedAt, rules);
  mustStand(verdict, rules);
  const sender = rules.partyOf(verdict.signer, received.acceptedAt);
  if (!sender) throw refuse('certificate.unbound', { certificate: verdict.signer });
  const { envelope } = claim;
  if (rules.party(envelope.source)?.code !== sender.code)
    throw refuse('party.mismatch', { certificate: sender.code, source: envelope.source });
  if (!rules.mayUse(raw.connector, sender.code)) throw refuse('party.foreign-channel', { party: sender.code });
  if (sender.suspended) throw refuse('party.suspended', { party: sender.code });
  return { received, known: { sender: sender.code, envelope, verdict, raw }, data: claim.data } as Verified;
}

function judged(signature: SignatureClaim, signedAt: Date, rules: SenderRules): Verdict {
  try {
    return rules.judge(signature, signedAt);
  } catch (error) {
    throw error instanceof TrustError ? failureOf(error.code, { reason: error.message }, rules.onUnavailable, error) : error;
  }
}

/**
 * Good when it was signed. What is invalid stays so whatever a responder may yet say; `indeterminate` is never let through: revocation
 * data may come yet, so the message waits for its issuer's unless the rules refuse it.
 */
function mustStand(verdict: Verdict, rules: SenderRules): void {
  const { whenSigned, signer, chain } = verdict;
  if (whenSigned.standing === 'valid') return;
  const invalid = whenSigned.standing === 'invalid' ? whenSigned.reasons.find((reason) => reason !== 'revocation-unavailable') : undefined;
  const detail = { reason: `certificate ${signer} issued by ${chain[1] ?? 'unknown'}`, issuer: silentIssuer(verdict) };
  throw failureOf(invalid ?? 'revocation-unavailable', detail, rules.onUnavailable);
}

/** Fingerprint of the issuer nobody answers for, `''` when the verdict names none. */
function silentIssuer({ chain, revocation }: Verdict): string {
  const unknown = revocation.find(({ status }) => status === 'unknown');
  return (unknown && chain[chain.indexOf(unknown.certificate) + 1]) ?? '';
}
