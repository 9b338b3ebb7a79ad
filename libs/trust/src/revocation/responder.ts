import { createHash } from 'node:crypto';

import { type Certificate, TrustError } from '../model';
import { extendedKeyUsage, keyUsage, keyUsages, purposes } from '../x509/extensions';
import { keyWeakness } from '../x509/key';
import { isSignedBy } from '../x509/signature';
import { keyBits } from './cert-id';
import { skewMs } from './need';

export type ResponderId = { readonly name: Uint8Array } | { readonly keyHash: Uint8Array };

/** Critical extensions a responder's certificate may carry: keyUsage, basicConstraints, extKeyUsage, certificatePolicies, subjectAltName. */
const processed = new Set(['2.5.29.15', '2.5.29.19', '2.5.29.37', '2.5.29.32', '2.5.29.17']);

/** Whom the response names: the issuer itself or one of the certificates that came along. */
export function findResponder(id: ResponderId, issuer: Certificate, others: readonly Certificate[]): Certificate | undefined {
  return [issuer, ...others].find((certificate) => {
    if ('name' in id) return Buffer.compare(certificate.subjectDer, id.name) === 0;
    return createHash('sha1').update(keyBits(certificate)).digest().equals(id.keyHash);
  });
}

/**
 * A delegate is appointed by the same issuer, for this purpose, and valid (RFC 6960 §4.2.2.2). Whether it is itself revoked is not asked:
 * CAs give delegates id-pkix-ocsp-nocheck and short lives instead.
 */
export function checkDelegate(responder: Certificate, issuer: Certificate, at: Date): void {
  const fail = (reason: string): TrustError => new TrustError('ocsp-malformed', `checking the OCSP responder: ${reason}`);
  const appointed = Buffer.compare(responder.issuerDer, issuer.subjectDer) === 0 && isSignedBy(responder, issuer);
  if (!appointed) throw fail('not appointed by the issuer of the certificate');
  if (extendedKeyUsage(responder)?.includes(purposes.ocspSigning) !== true) throw fail('its certificate is not for signing OCSP responses');
  if (keyUsage(responder)?.has(keyUsages.digitalSignature) === false) throw fail('its key may not sign');
  if (keyWeakness(responder.publicKey) !== undefined) throw fail('its key is too weak');
  for (const [oid, { critical }] of responder.extensions) if (critical && !processed.has(oid)) throw fail(`critical extension ${oid}`);
  const now = at.getTime();
  if (now + skewMs < responder.notBefore.getTime() || now - skewMs > responder.notAfter.getTime())
    throw fail('its certificate is not valid');
}
