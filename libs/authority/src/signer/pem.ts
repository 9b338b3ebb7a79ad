import { createPrivateKey, type KeyObject } from 'node:crypto';

import { type Certificate, parsePem, type Signer, type SigningAlgorithm, TrustError } from '@lienthong/trust';

import { AuthorityError } from '../error';
import { keySigner } from './key';
import { type Circumstances, proveSigner } from './prove';

export interface PemSource {
  /** PEM text: the certificate of the key and, in any order, its issuers. */
  readonly certificates: string;
  /** PEM text: PKCS#8, encrypted if there is a password, or an older form. */
  readonly key: string;
  readonly password?: string;
  readonly algorithm?: SigningAlgorithm;
}

/** Throws `pem-unreadable`, `signer-mismatch`, or as `proveSigner` does. */
export async function openPem({ certificates, key, password, algorithm }: PemSource, circumstances: Circumstances): Promise<Signer> {
  return proveSigner(keySigner(readKey(key, password), readCertificates(certificates), algorithm), circumstances);
}

function readKey(key: string, passphrase: string | undefined): KeyObject {
  try {
    return createPrivateKey({ key, format: 'pem', ...(passphrase !== undefined && { passphrase }) });
  } catch (cause) {
    // The cause of a wrong password looks like that of a broken file.
    throw new AuthorityError('pem-unreadable', 'opening PEM: no private key in it, or it needs another password', { cause });
  }
}

function readCertificates(text: string): Certificate[] {
  try {
    return parsePem(text);
  } catch (cause) {
    if (cause instanceof TrustError) throw new AuthorityError('pem-unreadable', `opening PEM: ${cause.message}`, { cause });
    throw cause;
  }
}
