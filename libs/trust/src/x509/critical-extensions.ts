import type { Certificate } from '../model';
import { type Fault, faultOf } from './chain';
import { extensionOids, policyInformation } from './extensions';

/** What this library processes where it is critical. Others, even known ones, must not be (RFC 5280 §4.2). */
const processed: ReadonlySet<string> = new Set([
  extensionOids.basicConstraints,
  extensionOids.keyUsage,
  extensionOids.extKeyUsage,
  extensionOids.certificatePolicies,
  extensionOids.policyMappings,
  extensionOids.policyConstraints,
  extensionOids.inhibitAnyPolicy,
  extensionOids.nameConstraints,
  extensionOids.subjectAltName,
  extensionOids.crlDistributionPoints,
]);
/** id-qt-cps and id-qt-unotice: made to be shown, they restrict nothing. */
const qualifiers: ReadonlySet<string> = new Set(['1.3.6.1.5.5.7.2.1', '1.3.6.1.5.5.7.2.2']);

/** §6.1.4 o, §6.1.5 f; of an anchor as well, which may restrict what it is trusted for. */
export function criticalExtensionFault(certificate: Certificate): Fault | undefined {
  for (const [oid, { critical }] of certificate.extensions)
    if (critical && !processed.has(oid))
      return faultOf('path-constraint', `critical extension ${oid} is not known or must not be critical`, certificate);
  return unknownQualifier(certificate);
}

/** §4.2.1.4: qualifiers of critical policies are understood, or the certificate is refused. */
function unknownQualifier(certificate: Certificate): Fault | undefined {
  if (certificate.extensions.get(extensionOids.certificatePolicies)?.critical !== true) return undefined;
  const unknown = policyInformation(certificate)
    ?.flatMap((one) => one.qualifiers)
    .find((oid) => !qualifiers.has(oid));
  return unknown === undefined
    ? undefined
    : faultOf('path-constraint', `qualifier ${unknown} of a critical policy is not known`, certificate);
}
