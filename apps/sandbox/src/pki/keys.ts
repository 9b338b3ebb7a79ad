import { webcrypto } from 'node:crypto';
import type { KeyKind } from './profile';
import type { Shelf } from './shelf';

const { subtle } = webcrypto;

/** Makes all key pairs at once, or takes them from the shelf: webcrypto spreads them over the thread pool. `made` is called as each is ready. */
export async function generateKeys<Name extends string>(
  wanted: readonly { readonly name: Name; readonly key: KeyKind; readonly hash?: 'SHA-1' }[],
  made: (name: Name) => void,
  shelf?: Pick<Shelf, 'take' | 'lay'>,
): Promise<ReadonlyMap<Name, webcrypto.CryptoKeyPair>> {
  const pairs = wanted.map(async ({ name, key, hash = 'SHA-256' }) => {
    const there = await shelf?.take(name, key, hash);
    const pair = there ?? (await generate(key, hash));
    if (!there) await shelf?.lay(name, key, pair);
    made(name);
    return [name, pair] as const;
  });
  return new Map(await Promise.all(pairs));
}

function generate(kind: KeyKind, hash: string): Promise<webcrypto.CryptoKeyPair> {
  const publicExponent = Uint8Array.of(1, 0, 1);
  const modulusLength = Number(kind.slice('RSA-'.length));
  return subtle.generateKey({ ...algorithmOf(kind, hash), modulusLength, publicExponent }, true, ['sign', 'verify']);
}

/** WebCrypto binds an RSA key to its hash. */
export const algorithmOf = (kind: KeyKind, hash: string): { name: string; namedCurve: string; hash: string } => ({
  name: kind === 'P-256' ? 'ECDSA' : 'RSASSA-PKCS1-v1_5',
  namedCurve: kind,
  hash,
});

export const pkcs8Of = async (key: webcrypto.CryptoKey): Promise<Buffer> => Buffer.from(await subtle.exportKey('pkcs8', key));
