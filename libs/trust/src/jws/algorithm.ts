import { constants, type KeyObject, sign, verify } from 'node:crypto';

import { keyWeakness } from '../x509/key';

export const jwsAlgorithms = ['RS256', 'PS256', 'ES256'] as const;
export type JwsAlgorithm = (typeof jwsAlgorithms)[number];

const options = {
  RS256: { padding: constants.RSA_PKCS1_PADDING },
  PS256: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 },
  ES256: { dsaEncoding: 'ieee-p1363' },
} as const;

/** Why `key` may not be used with `alg` (RFC 7518 §3.3–3.5), `undefined` when it may. */
export function keyMismatch(alg: JwsAlgorithm, key: KeyObject): string | undefined {
  const weakness = keyWeakness(key);
  if (weakness !== undefined) return weakness;
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  if (alg === 'ES256') return type === 'ec' && details?.namedCurve === 'prime256v1' ? undefined : 'ES256 needs a key on P-256';
  return type === 'rsa' ? undefined : `${alg} needs an RSA key`;
}

/** Whether the signature is by this key; an ES256 signature is 64 octets r‖s. The key must have passed `keyMismatch`. */
export function verifyWith(alg: JwsAlgorithm, key: KeyObject, input: Uint8Array, signature: Uint8Array): boolean {
  if (alg === 'ES256' && signature.length !== 64) return false;
  return verify('sha256', input, { key, ...options[alg] }, signature);
}

export function signWith(alg: JwsAlgorithm, key: KeyObject, input: Uint8Array): Buffer {
  return sign('sha256', input, { key, ...options[alg] });
}
