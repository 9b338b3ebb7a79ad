import type { Certificate } from '../model';
import { type Chain, type Fault, faultOf, type Role } from './chain';
import { basicConstraints, extensionOids } from './extensions';
import type { PathOptions } from './options';

/**
 * Who issues must be an authority (§6.1.4 k). A root is chosen, so it has to follow the profile (critical, §4.2.1.9) unless its version has no
 * extensions; what others issued is judged by §6.1 alone, which asks nothing of a root: legacy takes one that says nothing about itself. Who
 * signs messages must be none, unless the caller or legacy allows it: no standard forbids it.
 */
export function basicConstraintsFault(certificate: Certificate, role: Role, { allowAuthority, policy }: PathOptions): Fault | undefined {
  const constraints = basicConstraints(certificate);
  const isAuthority = constraints?.ca === true;
  if (role === 'leaf')
    return isAuthority && allowAuthority !== true && policy !== 'legacy'
      ? faultOf('certificate-usage', "an authority's certificate may not sign messages", certificate)
      : undefined;
  if (role === 'anchor' && (certificate.version < 3 || (policy === 'legacy' && constraints === undefined))) return undefined;
  if (!isAuthority) return faultOf('path-constraint', 'not a certification authority', certificate);
  const critical = certificate.extensions.get(extensionOids.basicConstraints)?.critical === true;
  return role === 'anchor' && !critical && policy !== 'legacy'
    ? faultOf('path-constraint', 'basicConstraints of a root is not critical', certificate)
    : undefined;
}

/** What only the legacy policy lets pass, for people to read; `undefined` when there is nothing. */
export function authoritySigning({ certificates: [leaf], options }: Chain): Readonly<Record<string, string>> | undefined {
  const isOne = options.allowAuthority !== true && basicConstraints(leaf)?.ca === true;
  return isOne ? { reason: "signed with an authority's certificate", subject: leaf.subject } : undefined;
}
