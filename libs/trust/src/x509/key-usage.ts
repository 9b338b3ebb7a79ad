import type { Certificate } from '../model';
import { type Fault, faultOf, type Role } from './chain';
import { basicConstraints, keyUsage, keyUsages } from './extensions';
import type { PathOptions } from './options';

const signing: readonly number[] = [keyUsages.digitalSignature, keyUsages.nonRepudiation];

/** §6.1.4 n for authorities; a certificate without the extension may be used for everything. */
export function keyUsageFault(certificate: Certificate, role: Role, options: PathOptions): Fault | undefined {
  const usage = keyUsage(certificate);
  if (usage === undefined) return undefined;
  if (role !== 'leaf')
    return usage.has(keyUsages.keyCertSign)
      ? undefined
      : faultOf('path-constraint', 'its key usage does not allow signing certificates', certificate);
  const isAuthority = basicConstraints(certificate)?.ca === true;
  if (usage.has(keyUsages.keyCertSign) && !isAuthority)
    return faultOf('certificate-usage', 'key usage keyCertSign without the CA flag', certificate);
  const wanted = options.keyUsage ?? (options.anyPurpose === true || isAuthority ? [] : signing);
  return wanted.length === 0 || wanted.some((bit) => usage.has(bit))
    ? undefined
    : faultOf('certificate-usage', `key usage has none of the bits ${wanted.join(', ')}`, certificate);
}
