import { isSameName } from '../x509/name-chaining';
import type { CertificateList } from './certificate-list';

/** Whether a delta list updates a complete one: same issuer, scope and key, and numbers that meet (RFC 5280 §5.2.4, §6.3.3 c). */
export function updates(delta: CertificateList, complete: CertificateList): boolean {
  if (delta.base === undefined || delta.number === undefined || complete.number === undefined) return false;
  if (delta.base > complete.number || complete.number >= delta.number) return false;
  return (
    isSameName(delta.issuerDer, complete.issuerDer) &&
    isSame(delta.scope.point, complete.scope.point) &&
    isSame(delta.scope.key, complete.scope.key)
  );
}

const isSame = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean =>
  a === undefined || b === undefined ? a === b : Buffer.compare(a, b) === 0;
