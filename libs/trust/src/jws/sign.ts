import { createPublicKey, type KeyObject, sign } from 'node:crypto';

import { keyMismatch, schemeOf } from '../keys/algorithm';
import { type Certificate, TrustError } from '../model';
import type { JwsAlgorithm } from './algorithm';
import { signingInput } from './verify';

export interface JwsSigner {
  /** Leaf first; the root is left out. */
  readonly chain: readonly Certificate[];
  /** Private key of the leaf. */
  readonly key: KeyObject;
  readonly alg: JwsAlgorithm;
}

/**
 * Detached JWS over the payload bytes as they are (RFC 7797, `b64: false`): `<protected>..<signature>`. Throws `jws-algorithm` when the key
 * does not fit the algorithm, `jws-malformed` when it is not the key of the chain's first certificate.
 */
export function signJws(payload: Uint8Array, { chain, key, alg }: JwsSigner): string {
  const [leaf] = chain;
  if (leaf === undefined || !createPublicKey(key).equals(leaf.publicKey))
    throw new TrustError('jws-malformed', 'signing JWS: the key is not that of the first certificate');
  const mismatch = keyMismatch(alg, leaf.publicKey);
  if (mismatch !== undefined) throw new TrustError('jws-algorithm', `signing JWS: ${mismatch}`);
  const header = { alg, b64: false, crit: ['b64'], x5c: chain.map(({ der }) => Buffer.from(der).toString('base64')) };
  const encodedHeader = Buffer.from(JSON.stringify(header)).toString('base64url');
  const signature = sign('sha256', signingInput(encodedHeader, payload), { key, ...schemeOf(alg).options });
  return `${encodedHeader}..${signature.toString('base64url')}`;
}
