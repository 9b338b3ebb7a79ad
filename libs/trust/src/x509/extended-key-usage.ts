import type { Certificate } from '../model';
import { type Chain, type Fault, faultOf } from './chain';
import { extendedKeyUsage, purposes, signingPurposes } from './extensions';
import type { PathOptions } from './options';

/** Standards demand that certificates for these name them (RFC 3161 §2.3, RFC 6960 §4.2.2.2). */
const onlyNamed: ReadonlySet<string> = new Set([purposes.timeStamping, purposes.ocspSigning]);

/** extKeyUsage binds whether critical or not; where it is absent, nothing is restricted (RFC 5280 §4.2.1.12). */
export function leafPurposeFault(leaf: Certificate, { purpose, anyPurpose }: PathOptions): Fault | undefined {
  const named = extendedKeyUsage(leaf);
  if (anyPurpose === true) return undefined;
  const wanted = purpose === undefined ? signingPurposes : [purpose];
  const allowed = named === undefined ? purpose === undefined || !onlyNamed.has(purpose) : wanted.some((one) => named.includes(one));
  return allowed ? undefined : faultOf('certificate-usage', 'issued for another purpose', leaf);
}

/**
 * An authority that names purposes issues for those alone. The standard is silent about it, all others do so. Authorities of the web name
 * none of OCSP's while their responders need it, so that one is not asked of them.
 */
export function issuerPurposeFault(issuer: Certificate, { purpose, anyPurpose }: PathOptions): Fault | undefined {
  if (anyPurpose === true || purpose === purposes.ocspSigning) return undefined;
  const named = extendedKeyUsage(issuer);
  const wanted = purpose === undefined ? signingPurposes : [purpose, purposes.any];
  return named === undefined || wanted.some((one) => named.includes(one))
    ? undefined
    : faultOf('certificate-usage', 'an authority for other purposes', issuer);
}

export function purposeFault({ certificates, options }: Chain): Fault | undefined {
  for (const issuer of certificates.slice(1, -1).reverse()) {
    const fault = issuerPurposeFault(issuer, options);
    if (fault) return fault;
  }
  return leafPurposeFault(certificates[0], options);
}
