import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import { exportJWK } from 'jose';
import { readSecret } from '../../credentials';

/** PEM of a new key that signs tokens. */
export function generateTokenKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString().trim();
}

export interface TokenKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** The key that signs, and the one before it as long as its file is there: tokens of that one are still taken. */
export function readTokenKeys({ keyFile, formerKeyFile }: { readonly keyFile: string; readonly formerKeyFile?: string }): {
  readonly own: TokenKey;
  readonly all: readonly TokenKey[];
} {
  const own = readKey(keyFile);
  const former = formerKeyFile !== undefined && existsSync(formerKeyFile) ? [readKey(formerKeyFile)] : [];
  return { own, all: [own, ...former] };
}

function readKey(file: string): TokenKey {
  const privateKey = createPrivateKey(readSecret(file));
  const publicKey = createPublicKey(privateKey);
  const kid = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64url')
    .slice(0, 16);
  return { kid, privateKey, publicKey };
}

/** RFC 7517. */
export const keySet = async (keys: readonly TokenKey[]): Promise<object> => ({
  keys: await Promise.all(keys.map(async ({ kid, publicKey }) => ({ ...(await exportJWK(publicKey)), kid, use: 'sig', alg: 'ES256' }))),
});
