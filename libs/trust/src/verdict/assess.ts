import { Existence } from './existence';
import type { Check, FoundSignature } from './found';
import { type Ground, besides } from './ground';
import { type SignatureVerdict, holderOf, judged } from './report';
import { type PathJudgement, signerPath } from './signer-path';
import { signingTimeOf } from './signing-time';
import { Testimony } from './testimony';
import { assessTimestamps } from './time-stamps';
import { asUnsupported } from './unsupported';

/** Judges one signature that a reader of its format found. Never throws for what is wrong with it. */
export function assess(found: FoundSignature, ground: Ground): SignatureVerdict {
  const existence = new Existence(ground.at);
  const timestamps = assessTimestamps(found.timestamps, besides(found, ground), existence);
  const time = signingTimeOf(found, timestamps, ground);
  const integrity = [...found.checks.map(asUnsupported), ...demands(found)];
  const testimony = new Testimony(found, ground, existence);
  const isOpen = integrity.some(({ result }) => result === 'unsupported'); // then nobody knows whose signature it is
  const pathAt = (at: Date, proved: boolean): PathJudgement =>
    isOpen ? { checks: [] } : signerPath(found, ground, testimony, { at, proved, now: ground.at });
  const [then, now] = [pathAt(time.at, time.proved), pathAt(ground.at, true)];
  return {
    ...{ format: found.format, level: found.level, algorithm: found.algorithm, coversWhole: found.coversWhole },
    whenSigned: judged([...integrity, time.check, ...then.checks], time.at),
    now: judged([...integrity, ...now.checks], ground.at),
    timeBasis: time.basis,
    ...(found.signingTime && { claimedAt: found.signingTime }),
    ...(found.signer && { signer: holderOf(found.signer) }),
    chain: (then.path ?? now.path ?? []).slice(1).map(holderOf),
    timestamps,
  };
}

/** Nothing is valid for want of checks: the mathematics must have passed, and somebody must have signed. */
function demands({ checks, signer }: FoundSignature): Check[] {
  const lacking = (code: string, isThere: boolean): Check[] => (isThere ? [] : [{ code, result: 'unknown', facts: {} }]);
  return [
    ...lacking(
      'signer.certificate',
      signer !== undefined || checks.some(({ code, result }) => code === 'signer.certificate' && result !== 'passed'),
    ),
    ...lacking(
      'signature.value',
      checks.some(({ code, result }) => code === 'signature.value' && result === 'passed') ||
        checks.some(({ result }) => result === 'failed'),
    ),
  ];
}
