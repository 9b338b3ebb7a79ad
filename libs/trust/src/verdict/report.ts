import type { Certificate, Standing } from '../model';
import type { Check, FileFormat, FoundTimestamp, Level, SignatureFormat } from './found';
import { type SubIndication, subIndicationOf } from './indication';

/** What proves the time at which a signature is judged as "when signed". */
export type TimeBasis = 'timestamp' | 'evidence' | 'claimed' | 'none';

/** Standing at one time, with everything that was looked at, in order. */
export interface Judged {
  readonly standing: Standing;
  /** Why it is not `valid`, in the words of ETSI EN 319 102-1. */
  readonly subIndication?: SubIndication;
  readonly at: Date;
  readonly checks: readonly Check[];
}

/** A certificate as people see it; text is as the certificate says it, NFC. */
export interface Holder {
  readonly subject: string;
  readonly issuer: string;
  readonly serial: string;
  /** Lower-case hex SHA-256 of the DER. */
  readonly fingerprint: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

export interface TimestampVerdict {
  readonly kind: FoundTimestamp['kind'];
  readonly standing: Standing;
  readonly subIndication?: SubIndication;
  readonly at: Date;
  readonly by?: Holder;
  readonly checks: readonly Check[];
}

export interface SignatureVerdict {
  readonly format: SignatureFormat;
  readonly level: Level;
  readonly algorithm: string;
  readonly coversWhole: boolean;
  readonly whenSigned: Judged;
  readonly now: Judged;
  readonly timeBasis: TimeBasis;
  /** As the signer claims it, whatever is proved. */
  readonly claimedAt?: Date;
  readonly signer?: Holder;
  /** From the signer's issuer to the root. */
  readonly chain: readonly Holder[];
  readonly timestamps: readonly TimestampVerdict[];
}

export interface FileVerdict {
  readonly format: FileFormat;
  /** Where the time of signing is proved, what held then holds for good; where it is only claimed, it has to hold now as well. */
  readonly standing: Standing;
  /** The worst of its signatures. A file without any is `indeterminate`: nobody vouches for it. */
  readonly whenSigned: Standing;
  readonly now: Standing;
  readonly coversWhole: boolean;
  readonly signatures: readonly SignatureVerdict[];
}

const overall = (signatures: readonly SignatureVerdict[]): Standing =>
  worst(
    signatures.map(({ timeBasis, whenSigned, now }) =>
      timeBasis === 'timestamp' || timeBasis === 'evidence' ? whenSigned.standing : worst([whenSigned.standing, now.standing]),
    ),
  );

export const fileVerdict = (format: FileFormat, signatures: readonly SignatureVerdict[]): FileVerdict => ({
  ...{ format, standing: overall(signatures), signatures },
  whenSigned: worst(signatures.map(({ whenSigned }) => whenSigned.standing)),
  now: worst(signatures.map(({ now }) => now.standing)),
  coversWhole: signatures.length > 0 && signatures.every(({ coversWhole }) => coversWhole),
});

export const holderOf = ({ subject, issuer, serial, fingerprint, notBefore, notAfter }: Certificate): Holder => ({
  ...{ subject, issuer, serial, fingerprint, notBefore, notAfter },
});

const order: readonly Standing[] = ['invalid', 'indeterminate', 'valid'];

/** `invalid` before `indeterminate` before `valid`. */
export const worst = (standings: readonly Standing[]): Standing => order.find((one) => standings.includes(one)) ?? 'indeterminate';

export function judged(checks: readonly Check[], at: Date): Judged {
  const subIndication = subIndicationOf(checks);
  return { standing: standingOf(checks), ...(subIndication && { subIndication }), at, checks };
}

/** `valid` when nothing failed and nothing stayed open. */
function standingOf(checks: readonly Check[]): Standing {
  if (checks.some(({ result }) => result === 'failed')) return 'invalid';
  return checks.some(({ result }) => result === 'unknown' || result === 'unsupported') ? 'indeterminate' : 'valid';
}
