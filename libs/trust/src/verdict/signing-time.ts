import type { Check, FoundSignature } from './found';
import type { Ground } from './ground';
import type { TimeBasis, TimestampVerdict } from './report';

/** As which time a signature is judged as "when signed", and what tells it. */
export interface SigningTime {
  readonly basis: TimeBasis;
  readonly at: Date;
  /** Nobody could have made the signature later. */
  readonly proved: boolean;
  readonly check: Check;
}

/** The earliest time stamp that holds, the hub's evidence, the signer's word, the time of the check: whichever there is, in this order. */
export function signingTimeOf(
  { signingTime }: FoundSignature,
  timestamps: readonly TimestampVerdict[],
  { provedAt, at }: Ground,
): SigningTime {
  const stamped = timestamps.filter(({ standing, kind }) => standing === 'valid' && kind !== 'content').map((one) => one.at.getTime());
  if (stamped.length > 0) return told('timestamp', new Date(Math.min(...stamped)));
  if (provedAt) return told('evidence', provedAt);
  return signingTime ? told('claimed', signingTime) : told('none', at);
}

function told(basis: TimeBasis, at: Date): SigningTime {
  const proved = basis === 'timestamp' || basis === 'evidence';
  return { basis, at, proved, check: { code: `time.${basis}`, result: proved ? 'passed' : 'warning', facts: { at: at.toISOString() } } };
}
