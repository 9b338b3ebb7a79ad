import { type AssertionRecord, type Certificate, TrustError } from '@lienthong/trust';
import { EvidenceError } from '../error';
import type { SenderVerdict } from './sender';
import { words } from './words';

export type CheckName = keyof typeof words;

/** `absent`: there is nothing to check, because it was erased or not handed out. */
export type CheckStatus = 'ok' | 'failed' | 'absent';

export interface Check {
  readonly name: CheckName;
  /** File it is about. */
  readonly file: string;
  readonly status: CheckStatus;
  /** What is checked, in words. */
  readonly vi: string;
  readonly en: string;
  /** Why it failed, or what was found; English, for the technician. */
  readonly detail?: string;
}

/** Whose seal it is: what the reader compares with what the hub publishes. */
export interface SealedBy {
  readonly subject: string;
  readonly issuer: string;
  /** SHA-256 of the certificate, lower-case hex. */
  readonly fingerprint: string;
  /** Verifier key of the log. */
  readonly log: string;
}

export interface Report {
  /** `valid`: no check failed, and the seal is of the signer or the log that the reader named. `not-pinned`: the reader named none. */
  readonly verdict: 'valid' | 'not-pinned' | 'invalid';
  readonly checks: readonly Check[];
  /** As far as the seal could be read; nothing is proved by it unless the verdict is `valid`. */
  readonly sealedBy?: SealedBy;
  /** What the hub found of the sender's signature; it stands where `verdict.digest` is `ok`. */
  readonly sender?: SenderVerdict;
  /** Nobody signed: what stands in place of that. */
  readonly asserted?: AssertionRecord;
  /** It was taken provisionally, and this was found later: `''` its signature stood, else why it did not. */
  readonly reverified?: string;
}

/** What is told of the sender. */
export type Sender = Pick<Report, 'sender' | 'asserted' | 'reverified'>;

export function report(checks: readonly Check[], { signature, seal }: Sealed, { sender, asserted, reverified }: Sender = {}): Report {
  const pinned = checks.some(({ name, status }) => (name === 'seal.signer' || name === 'seal.log') && status === 'ok');
  const invalid = checks.some(({ status }) => status === 'failed');
  const sealedBy = signature && seal && sealedByOf(signature.signer, seal.vkey);
  return {
    verdict: invalid ? 'invalid' : pinned ? 'valid' : 'not-pinned',
    checks,
    ...(sealedBy && { sealedBy }),
    ...(sender && { sender }),
    ...(asserted && { asserted }),
    ...(reverified !== undefined && { reverified }),
  };
}

interface Sealed {
  readonly signature?: { readonly signer: Certificate };
  readonly seal?: { readonly vkey: string };
}

export function sealedByOf({ subject, issuer, fingerprint }: Certificate, log: string): SealedBy {
  return { subject, issuer, fingerprint, log };
}

/** Runs one check: it is failed when it throws a refusal or returns false; a text becomes the detail. Defects pass through. */
export function check(name: CheckName, file: string, run: () => boolean | string): Check {
  const tried = attempt(name, file, run);
  if (tried.value === false) return made(name, file, 'failed');
  return typeof tried.value === 'string' ? { ...tried.check, detail: tried.value } : tried.check;
}

/** The same for a check that finds something which later ones need. */
export function attempt<T>(name: CheckName, file: string, run: () => T): { readonly check: Check; readonly value?: T } {
  try {
    return { value: run(), check: made(name, file, 'ok') };
  } catch (error) {
    if (error instanceof EvidenceError || error instanceof TrustError)
      return { check: made(name, file, 'failed', `${error.code}: ${error.message}`) };
    throw error;
  }
}

export function absent(name: CheckName, file: string): Check {
  return made(name, file, 'absent');
}

export function failed(name: CheckName, file: string, detail: string): Check {
  return made(name, file, 'failed', detail);
}

function made(name: CheckName, file: string, status: CheckStatus, detail?: string): Check {
  return { name, file, status, ...words[name], ...(detail !== undefined && { detail }) };
}
