import { createHash } from 'node:crypto';

import { type Certificate, TrustError } from '../model';
import type { SignaturePolicy } from '../verdict/found';
import { criticalExtensionFault } from '../x509/critical-extensions';
import { extendedKeyUsage, extensionOids, keyUsage, keyUsages, purposes } from '../x509/extensions';
import { keyWeakness } from '../x509/key';
import { isSameName } from '../x509/name-chaining';
import { isSignedBy } from '../x509/signature';
import { keyBits } from './cert-id';
import { skewMs } from './currency';

export type ResponderId = { readonly name: Uint8Array } | { readonly keyHash: Uint8Array };

/** Whom the response names: the issuer itself or others that came along or were handed in. */
export function findResponders(id: ResponderId, issuer: Certificate, others: readonly Certificate[]): Certificate[] {
  return [issuer, ...others.filter(({ fingerprint }) => fingerprint !== issuer.fingerprint)].filter((certificate) => {
    if ('name' in id) return isSameName(certificate.subjectDer, id.name);
    return keyHashOf(certificate).equals(id.keyHash);
  });
}

const keyHashes = new WeakMap<Certificate, Buffer>();

/** Many answers among many certificates would have each key hashed again and again. */
function keyHashOf(certificate: Certificate): Buffer {
  const known = keyHashes.get(certificate) ?? createHash('sha1').update(keyBits(certificate)).digest();
  keyHashes.set(certificate, known);
  return known;
}

/** Whether its issuer says that nobody need ask about a delegate while it holds (RFC 6960 §4.2.2.2.1). */
export const isUnasked = ({ extensions }: Certificate): boolean => extensions.has(extensionOids.ocspNoCheck);

/**
 * A delegate is appointed by the same issuer, for this purpose, and valid (RFC 6960 §4.2.2.2). Whether it is itself revoked, where
 * `isUnasked` does not settle it, is for the caller.
 */
export function checkDelegate(responder: Certificate, issuer: Certificate, at: Date, policy: SignaturePolicy = 'standard'): void {
  const fail = (reason: string): TrustError => new TrustError('ocsp-malformed', `checking the OCSP responder: ${reason}`);
  const appointed = isSameName(responder.issuerDer, issuer.subjectDer) && isSignedBy(responder, issuer, policy);
  if (!appointed) throw fail('not appointed by the issuer of the certificate');
  if (extendedKeyUsage(responder)?.includes(purposes.ocspSigning) !== true) throw fail('its certificate is not for signing OCSP responses');
  const usage = keyUsage(responder);
  if (usage && !usage.has(keyUsages.digitalSignature) && !usage.has(keyUsages.nonRepudiation)) throw fail('its key may not sign');
  if (keyWeakness(responder.publicKey, policy) !== undefined) throw fail('its key is too weak');
  const critical = criticalExtensionFault(responder);
  if (critical) throw fail(critical.reason);
  const now = at.getTime();
  if (now + skewMs < responder.notBefore.getTime() || now - skewMs > responder.notAfter.getTime())
    throw fail('its certificate is not valid');
}
