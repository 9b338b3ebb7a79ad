import { later, refuse } from '@lienthong/message';
import { TrustError, UnreadableError, armoured, assertionOf } from '@lienthong/trust';
import type { Known } from '../known';
import type { Judged, Party, Said, SenderRules, Claim, Signed } from '../rules';
import { type Standing, mustStand } from '../standing';
import { failureOf, unreadable } from '../trust-failures';
import type { Parsed } from './parse';
import type { Received } from './receive';

declare const step: unique symbol;

/** Step 3: who signed which bytes. From here on only signed content is visible, or what a connector may vouch for. */
export interface Verified {
  readonly [step]: 'verified';
  readonly received: Received;
  readonly known: Known;
  readonly data: unknown;
}

export function verify(parsed: Parsed, rules: SenderRules): Verified {
  const { received, raw, claim } = parsed;
  const { signature } = claim;
  const { sender, data, ...proof } = signature.format === 'none' ? asserted(parsed, rules) : signed(parsed, signature, rules);
  if (!rules.mayUse(raw.connector, sender.code)) throw refuse('party.foreign-channel', { party: sender.code });
  if (sender.suspended) throw refuse('party.suspended', { party: sender.code });
  return { received, known: { sender: sender.code, ...proof, raw }, data } as Verified;
}

interface Proof extends Omit<Known, 'sender' | 'raw'> {
  readonly sender: Party;
  readonly data: unknown;
}

function signed({ received, claim }: Parsed, signature: Signed, rules: SenderRules): Proof {
  const judged = judge(signature, received.acceptedAt, rules);
  const standing = mustStand(judged.verdict.record);
  mustCover(judged);
  mustBeWhole(judged);
  const { envelope, data } = said(claim, judged);
  const isProvisional = mayBeUnknown(standing, envelope.type, rules);
  const { signer } = standing;
  const sender = rules.partyOf(signer, received.acceptedAt);
  if (!sender) throw refuse('certificate.unbound', { certificate: signer });
  if (rules.party(envelope.source)?.code !== sender.code)
    throw refuse('party.mismatch', { certificate: sender.code, source: envelope.source });
  return { sender, envelope, data, verdict: judged.verdict, isProvisional, signature: detached(signature) };
}

/** Nobody signed: default deny. Where the rules let a connector vouch for this sender and type, its credential is the authentication. */
function asserted({ received: { acceptedAt, zone }, raw: { connector }, claim: { envelope, data } }: Parsed, rules: SenderRules): Proof {
  const sender = rules.party(envelope.source);
  if (!sender || !rules.mayAssert(connector, envelope.source, envelope.type, acceptedAt)) throw refuse('signature.missing');
  const verdict = assertionOf(connector, zone, acceptedAt);
  return { sender, envelope, data, verdict, isProvisional: false, signature: '', assertedBy: connector };
}

export function judge(signature: Signed, signedAt: Date, rules: SenderRules): Judged {
  try {
    return rules.judge(signature, signedAt);
  } catch (error) {
    if (error instanceof TrustError) throw failureOf(error.code, { reason: error.message }, error);
    throw error instanceof UnreadableError ? unreadable(error) : error;
  }
}

/** Whether it is taken although nobody could tell; else it waits for the issuer's revocation data, or ends. */
function mayBeUnknown({ unknown }: Standing, type: string, rules: SenderRules): boolean {
  if (!unknown) return false;
  const rule = rules.whileUnknown(type);
  if (rule === 'accept') return true;
  throw (rule === 'park' ? later : refuse)('revocation.unavailable', {
    reason: unknown.reason,
    ...(unknown.issuer && { issuer: unknown.issuer }),
  });
}

function mustCover({ uncovered }: Judged): void {
  if (uncovered.length > 0) throw refuse('signature.incomplete', { missing: uncovered.join(' ').slice(0, 500) });
}

/** Who signed inside of an attachment is told with the verdict; what was changed there afterwards is not passed on. */
function mustBeWhole({ spoilt: [first] = [] }: Judged): void {
  if (first !== undefined) throw refuse('edxml.attachment-signature', { field: `AttachmentEncoded/Attachment[${first}]` });
}

/** Where the signature is inside of what was read, what it does not cover was read too: now it is left out. */
function said({ signature, ...claim }: Claim, { signed }: Judged): Said {
  if (!('readSigned' in signature)) return claim;
  const again = signature.readSigned(signed);
  if (again.envelope.subject !== claim.envelope.subject) throw refuse('message.subject-mismatch', { field: 'subject' });
  return again;
}

function detached(signature: Signed): string {
  if (signature.format === 'jws-detached') return signature.jws;
  return signature.format === 'cms-detached' ? armoured(signature.cms) : '';
}
