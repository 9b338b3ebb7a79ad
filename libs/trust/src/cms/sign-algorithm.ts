import type { KeyObject } from 'node:crypto';
import type { FileAlgorithm } from '../keys/file-algorithm';
import { TrustError } from '../model';
import { keyWeakness } from '../x509/key';
import * as der from './der';
import * as oids from './oids';

const sizes = { sha256: 32, sha384: 48, sha512: 64 } as const;
type Digest = keyof typeof sizes;

/** Algorithms that this library signs CMS with. */
export type CmsAlgorithm = Exclude<FileAlgorithm, 'eddsa-ed25519'>;

const rsaOids = { sha256: oids.sha256WithRsa, sha384: '1.2.840.113549.1.1.12', sha512: '1.2.840.113549.1.1.13' } as const;
const ecdsaOids = { sha256: '1.2.840.10045.4.3.2', sha384: '1.2.840.10045.4.3.3', sha512: '1.2.840.10045.4.3.4' } as const;
const digestOids = { sha256: oids.sha256, sha384: oids.sha384, sha512: oids.sha512 } as const;

export interface Identifiers {
  readonly digest: Digest;
  /** DER OBJECT IDENTIFIER. */
  readonly digestOid: Uint8Array;
  /** DER AlgorithmIdentifier of the signature. */
  readonly signature: Uint8Array;
}

/** @throws TrustError `cms-malformed` when the key is weak or of another kind */
export function identifiersOf(algorithm: CmsAlgorithm, key: KeyObject): Identifiers {
  const digest = digestOf(algorithm);
  const wanted = algorithm.startsWith('ecdsa-') ? 'ec' : 'rsa';
  const mismatch = key.asymmetricKeyType === wanted ? keyWeakness(key) : `${algorithm} needs a key of type ${wanted}`;
  if (mismatch !== undefined) throw new TrustError('cms-malformed', `signing: ${mismatch}`);
  return { digest, digestOid: der.oid(digestOids[digest]), signature: signatureIdentifier(algorithm, digest) };
}

function digestOf(algorithm: CmsAlgorithm): Digest {
  if (algorithm.endsWith('-sha256')) return 'sha256';
  return algorithm.endsWith('-sha384') ? 'sha384' : 'sha512';
}

function signatureIdentifier(algorithm: CmsAlgorithm, digest: Digest): Uint8Array {
  if (algorithm.startsWith('rsa-pss-')) return der.sequence(der.oid(oids.rsaPss), pssParameters(digest));
  if (algorithm.startsWith('ecdsa-')) return der.sequence(der.oid(ecdsaOids[digest]));
  return der.sequence(der.oid(rsaOids[digest]), der.nothing());
}

/** RFC 4055 §3.1: one hash in both places and a salt of its length. */
function pssParameters(digest: Digest): Uint8Array {
  const hashIdentifier = der.sequence(der.oid(digestOids[digest]), der.nothing());
  const mask = der.sequence(der.oid(oids.mgf1), hashIdentifier);
  return der.sequence(der.tagged(0, hashIdentifier), der.tagged(1, mask), der.tagged(2, der.small(sizes[digest])));
}
