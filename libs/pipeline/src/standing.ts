import { refuse } from '@lienthong/message';
import { type CheckRecord, type VerdictRecord, checksOf } from '@lienthong/trust';
import { failureOfCheck } from './trust-failures';

/** A signature against which nothing speaks. */
export interface Standing {
  /** Fingerprint of its certificate. */
  readonly signer: string;
  /** There where nobody could tell whether one of the certificates is revoked: for whom that waits. */
  readonly unknown?: { readonly reason: string; readonly issuer: string };
}

/**
 * Good when it was signed, or the failure with which the message ends. What is invalid stays so whatever a responder may yet say; a status
 * that nobody could tell is never taken for good, also where a certificate names nobody to ask: revocation data may come yet.
 */
export function mustStand(record: VerdictRecord): Standing {
  const { whenSigned, signer } = record;
  const checks = checksOf(record, whenSigned);
  const silent = checks.find(isSilent);
  if (whenSigned.standing === 'valid' && !silent && signer !== undefined) return { signer };
  const against = checks.find(({ result }) => result === 'failed') ?? checks.find((one) => one.result === 'unknown' && !isSilent(one));
  if (!against && silent && signer !== undefined) return { signer, unknown: { ...about(record), issuer: silentIssuer(record, silent) } };
  const of = against?.facts?.['certificate'];
  throw against ? failureOfCheck(against.code, of === undefined || of === signer, about(record)) : refuse('signature.malformed');
}

const isSilent = ({ code, result }: CheckRecord): boolean =>
  code === 'revocation.no-source' || (code === 'revocation.status' && result === 'unknown');

const about = ({ signer = 'unknown', chain }: VerdictRecord) => ({ reason: `certificate ${signer} issued by ${chain[0] ?? 'unknown'}` });

/** Fingerprint of the issuer nobody answers for, `''` when the verdict names none. */
function silentIssuer({ signer = '', chain }: VerdictRecord, { facts }: CheckRecord): string {
  const path = [signer, ...chain];
  const at = path.indexOf(facts?.['certificate'] ?? '');
  return at < 0 ? '' : (path[at + 1] ?? '');
}
