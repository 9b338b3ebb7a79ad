import type { KeyObject } from 'node:crypto';

const curves = new Set(['prime256v1', 'secp384r1', 'secp521r1']);
const weaknesses = new WeakMap<KeyObject, string>();
const sound = new WeakSet<KeyObject>();

/**
 * Why a public key is not allowed, `undefined` when it is. Allowed: RSA of at least 2048 bits in whole octets with an odd exponent of at
 * least 65537, named curves P-256, P-384, P-521, and Ed25519.
 */
export function keyWeakness(key: KeyObject): string | undefined {
  if (sound.has(key)) return undefined;
  const weakness = weaknesses.get(key) ?? examine(key);
  if (weakness === undefined) sound.add(key);
  else weaknesses.set(key, weakness);
  return weakness;
}

function examine(key: KeyObject): string | undefined {
  const { modulusLength = 0, publicExponent = 0n, namedCurve = '' } = key.asymmetricKeyDetails ?? {};
  switch (key.asymmetricKeyType) {
    case 'rsa':
      if (modulusLength < 2048 || modulusLength > 16_384 || modulusLength % 8 !== 0) return `RSA key of ${modulusLength} bits`;
      return publicExponent < 65_537n || publicExponent % 2n === 0n || publicExponent > 2n ** 64n
        ? 'RSA exponent is out of range'
        : undefined;
    case 'ec':
      return curves.has(namedCurve) ? undefined : `curve ${namedCurve || 'without a name'}`;
    case 'ed25519':
      return undefined;
    default:
      return `key type ${key.asymmetricKeyType ?? 'unknown'}`;
  }
}
