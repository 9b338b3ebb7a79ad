import { context, DerReader, tags } from '../x509/der';
import { readOid } from '../x509/values';
import { onlyValue } from './attributes';
import { write } from './der';
import * as oids from './oids';
import { readScheme } from './scheme';
import type { SignerInfo } from './signed-data';

/** CMSAlgorithmProtection must repeat the algorithms of the signer (RFC 6211 §2). The reason why it does not; `undefined` when absent. */
export function checkProtection({ signed, digestAlgorithm, signatureAlgorithm }: SignerInfo): string | undefined {
  const value = onlyValue(signed, oids.algorithmProtection);
  if (value === undefined) return undefined;
  if (value === 'many') return 'CMSAlgorithmProtection repeated';
  const reader = new DerReader(value, 'cms-malformed', 'CMSAlgorithmProtection').enter(tags.sequence);
  const digest = readOid(reader.enter(tags.sequence));
  const signature = reader.optional(context(1));
  if (!signature || !reader.done) return 'CMSAlgorithmProtection is not of a signature';
  const isSame = digest === digestAlgorithm && isEqual(write(tags.sequence, signature.value), signatureAlgorithm);
  return isSame ? undefined : 'CMSAlgorithmProtection names other algorithms';
}

/** In what they say: NULL is as good as no parameters, and a default as good as its value. */
function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0 || JSON.stringify(readScheme(a, '')) === JSON.stringify(readScheme(b, ''));
}
