import { constants, type KeyObject, type SigningOptions, verify } from 'node:crypto';

import { keyWeakness } from '../x509/key';

/** Names of RFC 7518 §3.1 and RFC 8037 §3.1; `none` and the HMACs are no signatures. */
export const signingAlgorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'] as const;
export type SigningAlgorithm = (typeof signingAlgorithms)[number];

/** What an algorithm asks of a key and of node:crypto. */
export interface Scheme {
  readonly key: 'rsa' | 'ec' | 'ed25519';
  /** Digest of the data; Ed25519 takes the data as they are. */
  readonly digest?: 'sha256' | 'sha384' | 'sha512';
  /** The only curve that goes with an ECDSA algorithm, and the octets of r and of s (RFC 7518 §3.4). */
  readonly curve?: { readonly name: string; readonly size: number };
  /** Beside the key, for `sign` and `verify`: padding, salt as long as the digest, r‖s. */
  readonly options: SigningOptions;
}

const pkcs1 = { padding: constants.RSA_PKCS1_PADDING };
const pss = (saltLength: number): SigningOptions => ({ padding: constants.RSA_PKCS1_PSS_PADDING, saltLength });
const raw = { dsaEncoding: 'ieee-p1363' } as const;

const schemes: Readonly<Record<SigningAlgorithm, Scheme>> = {
  RS256: { key: 'rsa', digest: 'sha256', options: pkcs1 },
  RS384: { key: 'rsa', digest: 'sha384', options: pkcs1 },
  RS512: { key: 'rsa', digest: 'sha512', options: pkcs1 },
  PS256: { key: 'rsa', digest: 'sha256', options: pss(32) },
  PS384: { key: 'rsa', digest: 'sha384', options: pss(48) },
  PS512: { key: 'rsa', digest: 'sha512', options: pss(64) },
  ES256: { key: 'ec', digest: 'sha256', curve: { name: 'prime256v1', size: 32 }, options: raw },
  ES384: { key: 'ec', digest: 'sha384', curve: { name: 'secp384r1', size: 48 }, options: raw },
  ES512: { key: 'ec', digest: 'sha512', curve: { name: 'secp521r1', size: 66 }, options: raw },
  EdDSA: { key: 'ed25519', options: {} },
};

export const schemeOf = (algorithm: SigningAlgorithm): Scheme => schemes[algorithm];

export const isSigningAlgorithm = (name: string): name is SigningAlgorithm => Object.hasOwn(schemes, name);

/** Why a key of this kind cannot be used with the algorithm; `undefined` when it can. Its strength is `keyWeakness`'s affair. */
export function kindMismatch(algorithm: SigningAlgorithm, { asymmetricKeyType, asymmetricKeyDetails }: KeyObject): string | undefined {
  const { key, curve } = schemes[algorithm];
  if (asymmetricKeyType !== key) return `${algorithm} needs a key of kind ${key}, not ${asymmetricKeyType ?? 'unknown'}`;
  const { namedCurve = 'without a name' } = asymmetricKeyDetails ?? {};
  return curve === undefined || curve.name === namedCurve ? undefined : `${algorithm} needs the curve ${curve.name}, not ${namedCurve}`;
}

/** Why the key may not be used with the algorithm, in kind or strength; `undefined` when it may. */
export const keyMismatch = (algorithm: SigningAlgorithm, key: KeyObject): string | undefined =>
  kindMismatch(algorithm, key) ?? keyWeakness(key);

/** Whether the signature over `data` is by this key, which must have passed `kindMismatch`. An ECDSA signature is r‖s at full length. */
export function verifySignature(algorithm: SigningAlgorithm, key: KeyObject, data: Uint8Array, signature: Uint8Array): boolean {
  const { digest, curve, options } = schemes[algorithm];
  if (curve !== undefined && signature.length !== 2 * curve.size) return false;
  return verify(digest ?? null, data, { key, ...options }, signature);
}

/** The algorithm that goes without saying: PKCS#1 v1.5 with SHA-256 for RSA, the curve's own for the others. */
export function usualAlgorithm(key: KeyObject): SigningAlgorithm | undefined {
  return (['RS256', 'ES256', 'ES384', 'ES512', 'EdDSA'] as const).find((algorithm) => kindMismatch(algorithm, key) === undefined);
}
