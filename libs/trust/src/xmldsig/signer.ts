import type { KeyObject } from 'node:crypto';
import type { Certificate } from '../model';
import { keyWeakness } from '../x509/key';
import type { FileContext } from './context';
import type { Findings } from './findings';
import { type KeyInfo, maxCertificates } from './key-info';
import { isPointedAt } from './pointer';
import { keyMismatch, type SignatureScheme, verifyValue } from './scheme';

interface SignatureClaim {
  readonly scheme: SignatureScheme;
  /** Canonical SignedInfo. */
  readonly data: Uint8Array;
  readonly value: Uint8Array;
  /** Whether the signer named this certificate in what is signed; absent when none is named. */
  readonly named?: (certificate: Certificate) => boolean;
}

/**
 * Finds the certificate whose key made the signature and tells what was found. A certificate that a signed attribute names goes first: two
 * certificates may have one key.
 */
export function findSigner(
  claim: SignatureClaim,
  { certificates, pointers, key }: KeyInfo,
  more: readonly Certificate[],
  context: FileContext,
  findings: Findings,
): Certificate | undefined {
  const pointed = (one: Certificate): boolean => pointers.length === 0 || pointers.some((pointer) => isPointedAt(one, pointer));
  const known = [...certificates, ...[...more, ...(context.options.certificates ?? [])].filter(pointed)];
  const { named } = claim;
  const candidates = (named ? [...known.filter(named), ...known.filter((one) => !named(one))] : known).slice(0, maxCertificates);
  const signer = candidates.find((one) => isBy(one.publicKey, claim, context));
  // of many that were handed in without being named none says anything of the signature
  const meant = pointers.length > 0 || named ? candidates : candidates.filter((one) => certificates.includes(one));
  const closest = signer ?? meant.find((one) => one.publicKey.asymmetricKeyType === claim.scheme.key) ?? meant[0];
  if (!closest) {
    findings.add('signer.certificate', 'failed', { key: key ? 'KeyValue' : 'none' });
    if (key) tellValue(key, isBy(key, claim, context), claim, context, findings);
    return undefined;
  }
  findings.add('signer.certificate', 'passed', { certificate: closest.fingerprint, subject: closest.subject });
  tellValue(closest.publicKey, signer !== undefined, claim, context, findings);
  return closest;
}

function isBy(key: KeyObject, { scheme, data, value }: SignatureClaim, { options }: FileContext): boolean {
  return keyMismatch(scheme, key, options.policy ?? 'standard') === undefined && verifyValue(scheme, key, data, value);
}

function tellValue(key: KeyObject, right: boolean, { scheme }: SignatureClaim, { options }: FileContext, findings: Findings): void {
  const mismatch = keyMismatch(scheme, key, options.policy ?? 'standard');
  if (mismatch !== undefined) {
    findings.add('signature.algorithm', 'failed', { algorithm: scheme.name, reason: mismatch });
    return;
  }
  findings.add('signature.algorithm', 'passed', { algorithm: scheme.name });
  const weakness = keyWeakness(key);
  if (weakness !== undefined) findings.weak(weakness);
  findings.add('signature.value', right ? 'passed' : 'failed', { algorithm: scheme.name });
}
