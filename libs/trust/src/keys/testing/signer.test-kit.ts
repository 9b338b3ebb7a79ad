import { type KeyObject, sign } from 'node:crypto';
import type { Certificate } from '../../model';
import { schemeOf, type SigningAlgorithm } from '../algorithm';
import type { Signer } from '../signer';

/** A signer with a key of node:crypto. */
export function signerWith(key: KeyObject, certificateChain: readonly Certificate[], algorithm: SigningAlgorithm): Signer {
  const { digest, options } = schemeOf(algorithm);
  return signerBy((data) => sign(digest ?? null, data, { key, ...options }), certificateChain, algorithm);
}

export const signerBy = (
  mathematics: (data: Uint8Array) => Uint8Array,
  certificateChain: readonly Certificate[],
  algorithm: SigningAlgorithm,
): Signer => ({
  ...{ certificateChain, algorithm },
  sign: (data) => Promise.resolve(mathematics(data)),
  close: () => Promise.resolve(),
});
