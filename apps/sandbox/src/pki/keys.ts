import { webcrypto } from 'node:crypto';
import type { KeyKind } from './profile';

const { subtle } = webcrypto;

/** Makes all key pairs at once: webcrypto spreads them over the thread pool. `made` is called as each is ready. */
export async function generateKeys<Name extends string>(
  wanted: readonly { readonly name: Name; readonly key: KeyKind; readonly hash?: 'SHA-1' }[],
  made: (name: Name) => void,
): Promise<ReadonlyMap<Name, webcrypto.CryptoKeyPair>> {
  const pairs = wanted.map(async ({ name, key, hash = 'SHA-256' }) => {
    const pair = await generate(key, hash);
    made(name);
    return [name, pair] as const;
  });
  return new Map(await Promise.all(pairs));
}

/** WebCrypto binds a key to its hash. */
function generate(kind: KeyKind, hash: string): Promise<webcrypto.CryptoKeyPair> {
  if (kind === 'P-256') return subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const publicExponent = Uint8Array.of(1, 0, 1);
  const modulusLength = Number(kind.slice('RSA-'.length));
  return subtle.generateKey({ name: 'RSASSA-PKCS1-v1_5', modulusLength, publicExponent, hash }, true, ['sign', 'verify']);
}

export const pkcs8Of = async (key: webcrypto.CryptoKey): Promise<Buffer> => Buffer.from(await subtle.exportKey('pkcs8', key));
