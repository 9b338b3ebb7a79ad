import type { Check } from './found';

/** Sub-indications of ETSI EN 319 102-1 §5.1.3 that this library tells. */
export type SubIndication =
  | 'HASH_FAILURE'
  | 'SIG_CRYPTO_FAILURE'
  | 'SIG_CONSTRAINTS_FAILURE'
  | 'CRYPTO_CONSTRAINTS_FAILURE'
  | 'FORMAT_FAILURE'
  | 'SIGNED_DATA_NOT_FOUND'
  | 'NO_SIGNING_CERTIFICATE_FOUND'
  | 'NO_CERTIFICATE_CHAIN_FOUND'
  | 'CHAIN_CONSTRAINTS_FAILURE'
  | 'CERTIFICATE_CHAIN_GENERAL_FAILURE'
  | 'EXPIRED'
  | 'NOT_YET_VALID'
  | 'REVOKED'
  | 'REVOKED_NO_POE'
  | 'REVOKED_CA_NO_POE'
  | 'REVOCATION_OUT_OF_BOUNDS_NO_POE'
  | 'OUT_OF_BOUNDS_NO_POE'
  | 'NO_POE'
  | 'TRY_LATER'
  | 'CUSTOM';

/** What a failed check means, by the beginning of its code; the longest that fits counts. */
const ofFailure: Readonly<Record<string, SubIndication>> = {
  'reference.digest': 'HASH_FAILURE',
  'content.digest': 'HASH_FAILURE',
  'content.same': 'HASH_FAILURE',
  'content.missing': 'SIGNED_DATA_NOT_FOUND',
  'reference.missing': 'SIGNED_DATA_NOT_FOUND',
  'reference.target': 'SIGNED_DATA_NOT_FOUND',
  'manifest.missing': 'SIGNED_DATA_NOT_FOUND',
  'manifest.digest': 'HASH_FAILURE',
  'digest.algorithm': 'CRYPTO_CONSTRAINTS_FAILURE',
  'xades.signed-properties': 'SIG_CONSTRAINTS_FAILURE',
  'signature.value': 'SIG_CRYPTO_FAILURE',
  'signature.algorithm': 'CRYPTO_CONSTRAINTS_FAILURE',
  'signer.certificate': 'NO_SIGNING_CERTIFICATE_FOUND',
  'signer.bound': 'SIG_CONSTRAINTS_FAILURE',
  scope: 'SIG_CONSTRAINTS_FAILURE',
  'path.built': 'NO_CERTIFICATE_CHAIN_FOUND',
  'path.trust-span': 'NO_CERTIFICATE_CHAIN_FOUND',
  'path.signature': 'CERTIFICATE_CHAIN_GENERAL_FAILURE',
  'path.algorithm': 'CRYPTO_CONSTRAINTS_FAILURE',
  'path.validity.expired': 'EXPIRED',
  'path.validity.not-yet': 'NOT_YET_VALID',
  'path.validity': 'EXPIRED',
  path: 'CHAIN_CONSTRAINTS_FAILURE',
  'revocation.status': 'REVOKED',
  'revocation.without-proof': 'REVOKED_NO_POE',
};

const ofUnknown: Readonly<Record<string, SubIndication>> = {
  'revocation.status': 'TRY_LATER',
  'revocation.without-proof': 'REVOKED_NO_POE',
  'revocation.archived': 'NO_POE',
  'revocation.before': 'TRY_LATER',
  'revocation.signer-revoked': 'REVOKED_CA_NO_POE',
  'revocation.signer-expired': 'REVOCATION_OUT_OF_BOUNDS_NO_POE',
  'content.missing': 'SIGNED_DATA_NOT_FOUND',
  'reference.missing': 'SIGNED_DATA_NOT_FOUND',
  'manifest.missing': 'SIGNED_DATA_NOT_FOUND',
  'signer.certificate': 'NO_SIGNING_CERTIFICATE_FOUND',
  'path.built': 'NO_CERTIFICATE_CHAIN_FOUND',
  'path.validity.without-proof': 'OUT_OF_BOUNDS_NO_POE',
};

/** The sub-indication of the check that decides; none when all passed. The standard leaves what is not supported to each implementation. */
export function subIndicationOf(checks: readonly Check[]): SubIndication | undefined {
  const failed = checks.find(({ result }) => result === 'failed');
  if (failed) return longest(ofFailure, failed.code) ?? 'FORMAT_FAILURE';
  if (checks.some(({ result }) => result === 'unsupported')) return 'CUSTOM';
  const unknown = checks.find(({ result }) => result === 'unknown');
  return unknown && (longest(ofUnknown, unknown.code) ?? 'TRY_LATER');
}

function longest(table: Readonly<Record<string, SubIndication>>, code: string): SubIndication | undefined {
  for (let key = code; key !== ''; key = key.slice(0, Math.max(0, key.lastIndexOf('.')))) if (Object.hasOwn(table, key)) return table[key];
  return undefined;
}
