import { createPublicKey, type KeyObject, sign } from 'node:crypto';
import { promisify } from 'node:util';

import { type Certificate, schemeOf, type Signer, type SigningAlgorithm, usualAlgorithm } from '@lienthong/trust';

import { AuthorityError } from '../error';
import { chainFrom } from './chain';

const signInPool = promisify(sign);

/**
 * Signer with a key in memory; the mathematics runs in the thread pool. The leaf is the certificate of the key, wherever it stands. Throws
 * `signer-mismatch` when none is, or nothing that signs here can be done with such a key.
 */
export function keySigner(key: KeyObject, certificates: readonly Certificate[], wanted?: SigningAlgorithm): Signer {
  const publicKey = createPublicKey(key);
  const own = spkiOf(publicKey);
  const leaf = certificates.find((certificate) => spkiOf(certificate.publicKey).equals(own));
  if (leaf === undefined) throw new AuthorityError('signer-mismatch', 'opening the signer: none of the certificates is of its key');
  const algorithm = wanted ?? usualAlgorithm(publicKey);
  if (algorithm === undefined) throw new AuthorityError('signer-mismatch', `opening the signer: no algorithm for such a key`);
  const { digest, options } = schemeOf(algorithm);
  return {
    certificateChain: chainFrom(leaf, certificates),
    algorithm,
    sign: (data) => signInPool(digest ?? null, data, { key, ...options }),
    close: () => Promise.resolve(),
  };
}

/** `KeyObject.equals` of keys of two kinds leaves an error behind in OpenSSL that the next key which is read seems to have caused. */
const spkiOf = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' });
