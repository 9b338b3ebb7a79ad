import type { Certificate, TrustAnchor } from '../model';
import { type Fault, faultOf } from './chain';

/** Both bounds are inclusive and in whole seconds (RFC 5280 §4.1.2.5, §6.1.3 a 2). */
export function validityFault(certificate: Certificate, at: Date): Fault | undefined {
  const { notBefore, notAfter } = certificate;
  const second = Math.floor(at.getTime() / 1000) * 1000;
  if (Number.isNaN(second)) throw new TypeError('checking validity: at is not a date');
  if (second >= notBefore.getTime() && second <= notAfter.getTime()) return undefined;
  const reason = `holds from ${notBefore.toISOString()} to ${notAfter.toISOString()}`;
  return faultOf('certificate-expired', reason, certificate, second < notBefore.getTime() ? 'not-yet' : 'expired');
}

/** The span in which the configuration trusts a root. */
export function trustSpanFault({ from, until, certificate }: TrustAnchor, at: Date): Fault | undefined {
  if ((from === undefined || at >= from) && (until === undefined || at <= until)) return undefined;
  return faultOf('path-untrusted', `not trusted at ${at.toISOString()}`, certificate);
}
