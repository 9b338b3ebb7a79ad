import type { KeyObject } from 'node:crypto';

import type { SignaturePolicy } from '../verdict/found';

const curves = new Set(['prime256v1', 'secp384r1', 'secp521r1']);

interface Weakness {
  readonly reason: string;
  /** The legacy policy takes it. */
  readonly legacy: boolean;
}

const weaknesses = new WeakMap<KeyObject, Weakness>();
const sound = new WeakSet<KeyObject>();

/**
 * Why a public key is not allowed, `undefined` when it is. Allowed: RSA of at least 2048 bits in whole octets with an odd exponent of at least
 * 65537 (legacy: 1024 bits, any length, 3), named curves P-256, P-384, P-521, and Ed25519.
 */
export function keyWeakness(key: KeyObject, policy: SignaturePolicy = 'standard'): string | undefined {
  if (sound.has(key)) return undefined;
  const weakness = weaknesses.get(key) ?? examine(key);
  if (weakness === undefined) sound.add(key);
  else weaknesses.set(key, weakness);
  return weakness?.legacy === true && policy === 'legacy' ? undefined : weakness?.reason;
}

function examine(key: KeyObject): Weakness | undefined {
  const { modulusLength = 0, publicExponent = 0n, namedCurve = '' } = key.asymmetricKeyDetails ?? {};
  switch (key.asymmetricKeyType) {
    case 'rsa':
      if (publicExponent < 3n || publicExponent % 2n === 0n || publicExponent > 2n ** 64n) return never('RSA exponent is out of range');
      if (modulusLength < 1024 || modulusLength > 16_384) return never(`RSA key of ${modulusLength} bits`);
      if (modulusLength < 2048 || modulusLength % 8 !== 0) return { reason: `RSA key of ${modulusLength} bits`, legacy: true };
      return publicExponent < 65_537n ? { reason: `RSA exponent ${publicExponent}`, legacy: true } : undefined;
    case 'ec':
      return curves.has(namedCurve) ? undefined : never(`curve ${namedCurve || 'without a name'}`);
    case 'ed25519':
      return undefined;
    default:
      return never(`key type ${key.asymmetricKeyType ?? 'unknown'}`);
  }
}

const never = (reason: string): Weakness => ({ reason, legacy: false });
