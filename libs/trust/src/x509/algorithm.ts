import type { SignaturePolicy } from '../verdict/found';
import type { Certificate } from '../model';
import { type Chain, type Fault, faultOf, type Role } from './chain';
import { keyWeakness } from './key';
import { algorithmOf, schemeOf } from './signature';

/** The key of each certificate, and what signed it: an anchor is trusted for itself, so how it was signed does not matter. */
export function algorithmFault(certificate: Certificate, role: Role, policy: SignaturePolicy): Fault | undefined {
  const weakness = keyWeakness(certificate.publicKey, policy) ?? (role === 'anchor' ? undefined : signatureWeakness(certificate, policy));
  return weakness === undefined ? undefined : faultOf('path-constraint', weakness, certificate);
}

/** What only the legacy policy lets pass, for people to read; `undefined` when there is nothing. */
export function weaknessesOf({ certificates }: Chain): string | undefined {
  const weak = certificates.flatMap((certificate, index) => {
    const fault = algorithmFault(certificate, index === certificates.length - 1 ? 'anchor' : 'issuer', 'standard');
    return fault === undefined ? [] : [`${fault.reason} (${certificate.fingerprint.slice(0, 16)})`];
  });
  return weak.length === 0 ? undefined : weak.join(', ');
}

function signatureWeakness(certificate: Certificate, policy: SignaturePolicy): string | undefined {
  const scheme = schemeOf(algorithmOf(certificate));
  if (scheme === undefined) return `signature algorithm ${certificate.signatureAlgorithm}`;
  return scheme.weak && policy === 'standard' ? `signed with ${scheme.hash}` : undefined;
}
