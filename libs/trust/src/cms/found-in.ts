import { TrustError } from '../model';
import type { Check, FoundSignature, FoundTimestamp, Level, ReadOptions, SignedPart } from '../verdict/found';
import { DerReader } from '../x509/der';
import { readTime } from '../x509/values';
import { onlyValue } from './attributes';
import { failed, isFailed, passed, warning } from './check';
import { checkSigner, type CheckedSigner, type SignerCase } from './check-signer';
import { type Content, joinedParts } from './content';
import { checkCounterSignatures } from './counter-signature';
import { findTimestamps } from './find-timestamps';
import * as oids from './oids';
import { attachedValues } from './revocation';
import type { SignedData, SignerInfo } from './signed-data';

export interface Finding {
  /** What the message is about; `undefined`: detached, and nobody handed it in. */
  readonly content: Content | undefined;
  /** Of the content, in the words of the file that holds it. */
  readonly name: string;
  readonly options: ReadOptions;
}

/** Every signer of a message as one signature. */
export function foundIn(cms: SignedData, { content, name, options }: Finding): FoundSignature[] {
  const { certificates = [], policy = 'standard' } = options;
  return cms.signers.map((info) => {
    const signature = { cms, info, content, certificates, policy };
    const checked = readOrTell(signature);
    const { signingTime, checks: timeChecks } = readSigningTime(info);
    const stamps = findTimestamps(info, cms, content);
    const values = readValues(info);
    const checks = [...checked.checks, ...timeChecks, ...checkCounterSignatures(signature), ...stamps.checks, ...values.checks];
    const [crls, ocsps] = [
      [...cms.crls, ...values.crls],
      [...cms.ocsps, ...values.ocsps],
    ];
    const bound = isBound(checks);
    return {
      format: bound ? 'cades' : 'cms',
      level: levelOf({
        bound: bound && signingTime !== undefined,
        revocation: crls.length + ocsps.length > 0,
        timestamps: stamps.timestamps,
      }),
      algorithm: checked.algorithm,
      checks,
      signed: content && !checks.some(isFailed) && checked.signer ? [partOf(name, content)] : [],
      coversWhole: true,
      ...(checked.signer && { signer: checked.signer }),
      certificates: [...cms.certificates, ...values.certificates].filter((one) => one.fingerprint !== checked.signer?.fingerprint),
      crls,
      ocsps,
      ...(signingTime && { signingTime }),
      timestamps: stamps.timestamps,
    };
  });
}

export interface LevelFacts {
  /** The signer's certificate is named, with whatever else the format wants of B-B. */
  readonly bound: boolean;
  readonly revocation: boolean;
  readonly timestamps: readonly FoundTimestamp[];
}

/** By what is there; whether it holds is judged later. */
export function levelOf({ bound, revocation, timestamps }: LevelFacts): Level {
  if (!bound) return '';
  const kinds = new Set(timestamps.map(({ kind }) => kind));
  if (!kinds.has('signature') && !kinds.has('document')) return 'B-B';
  if (!revocation) return 'B-T';
  return kinds.has('archive') ? 'B-LTA' : 'B-LT';
}

export const isBound = (checks: readonly Check[]): boolean =>
  checks.some(({ code, result }) => code === 'signer.bound' && result === 'passed');

/** One piece; joined from several only when somebody reads it. */
export function partOf(name: string, content: Content): SignedPart {
  return {
    name,
    get bytes() {
      return joinedParts(content);
    },
  };
}

/** A signer that cannot be read is told beside the others. */
function readOrTell(signature: SignerCase): CheckedSigner {
  try {
    return checkSigner(signature);
  } catch (error) {
    if (error instanceof TrustError) return { algorithm: '', checks: [failed('signature.malformed', error.message)] };
    throw error;
  }
}

function readSigningTime({ signed }: SignerInfo): { signingTime?: Date; checks: Check[] } {
  const value = onlyValue(signed, oids.signingTime);
  if (value === undefined) return { checks: [] };
  if (value === 'many') return { checks: [failed('signing.time', 'attribute repeated')] };
  try {
    const signingTime = readTime(new DerReader(value, 'cms-malformed', 'signingTime'));
    return { signingTime, checks: [passed('signing.time', { at: signingTime.toISOString() })] };
  } catch (error) {
    if (error instanceof TrustError) return { checks: [warning('signing.time', 'no time')] };
    throw error;
  }
}

function readValues({ signed, unsigned }: SignerInfo): ReturnType<typeof attachedValues> & { checks: Check[] } {
  try {
    return { ...attachedValues(signed, unsigned), checks: [] };
  } catch (error) {
    if (error instanceof TrustError) return { certificates: [], crls: [], ocsps: [], checks: [warning('values.malformed', error.message)] };
    throw error;
  }
}
