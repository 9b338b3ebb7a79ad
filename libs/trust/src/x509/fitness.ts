import type { Certificate } from '../model';
import { algorithmFault } from './algorithm';
import { basicConstraintsFault } from './basic-constraints';
import { type Fault, faultOf, type Role } from './chain';
import { criticalExtensionFault } from './critical-extensions';
import { leafPurposeFault, issuerPurposeFault } from './extended-key-usage';
import { keyUsageFault } from './key-usage';
import type { PathOptions } from './options';
import { profileFault } from './profile';
import { recover } from './recover';

const sound = new WeakMap<Certificate, Set<string>>();
const maxKept = 16;

/**
 * What is wrong with a certificate in its role whatever path it is in, and whenever. What passed is remembered, since certificates do not
 * change.
 */
export function unfit(certificate: Certificate, role: Role, options: PathOptions): Fault | undefined {
  const roles = sound.get(certificate) ?? new Set<string>();
  const key = keyOf(role, options);
  if (roles.has(key)) return undefined;
  const fault = attempt(certificate, () => examine(certificate, role, options));
  if (fault === undefined && roles.size < maxKept) sound.set(certificate, roles.add(key));
  return fault;
}

/** A fault instead of the error of a reader that met a broken extension. */
export const attempt = (certificate: Certificate | undefined, examineIt: () => Fault | undefined): Fault | undefined =>
  recover(examineIt, ({ code, message }) => faultOf(code, message, certificate));

function examine(certificate: Certificate, role: Role, options: PathOptions): Fault | undefined {
  return (
    algorithmFault(certificate, role, options.policy ?? 'standard') ??
    basicConstraintsFault(certificate, role, options) ??
    keyUsageFault(certificate, role, options) ??
    criticalExtensionFault(certificate) ??
    profileFault(certificate, role, options) ??
    (role === 'leaf' ? leafPurposeFault(certificate, options) : undefined) ??
    (role === 'issuer' ? issuerPurposeFault(certificate, options) : undefined)
  );
}

function keyOf(
  role: Role,
  { policy = 'standard', purpose = '', anyPurpose = false, allowAuthority = false, keyUsage }: PathOptions,
): string {
  return role === 'anchor' ? `${role} ${policy}` : `${role} ${policy} ${purpose} ${anyPurpose} ${allowAuthority} ${keyUsage?.join() ?? ''}`;
}
