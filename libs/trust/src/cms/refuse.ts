import { TrustError, type TrustErrorCode } from '../model';
import type { Check } from '../verdict/found';

/** Failures that say "not authentic" or "not for this"; all others say that the message is not of the form that was asked for. */
const codes: Readonly<Record<string, TrustErrorCode>> = {
  'signature.value': 'signature-invalid',
  'reference.digest': 'signature-invalid',
  'signer.bound': 'signature-invalid',
  'timestamp.imprint': 'signature-invalid',
  'timestamp.nonce': 'signature-invalid',
  'timestamp.purpose': 'certificate-usage',
};

/** Throws the first check that did not pass, for callers that take nothing but the whole. */
export function refuse(doing: string, checks: readonly Check[], otherwise: TrustErrorCode): void {
  const wrong = checks.find(({ result }) => result !== 'passed');
  if (!wrong) return;
  const { code, result, facts } = wrong;
  throw new TrustError((result === 'failed' ? codes[code] : undefined) ?? otherwise, `${doing}: ${code}: ${facts['reason'] ?? result}`);
}
