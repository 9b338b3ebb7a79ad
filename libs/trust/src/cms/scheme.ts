import { constants, createVerify, type KeyObject, verify } from 'node:crypto';
import type { SignaturePolicy } from '../verdict/found';
import { context, DerReader, tags } from '../x509/der';
import { keyWeakness } from '../x509/key';
import { readOid, readSmall } from '../x509/values';
import { type Content, joinedParts } from './content';
import * as oids from './oids';
import { readAlgorithm } from './signed-data';

/** How a signature value is to be checked; `name` is shown to people. */
export interface Scheme {
  readonly name: string;
  readonly key: 'rsa' | 'ec' | 'ed25519';
  readonly digest: string;
  /** Of PSS; absent for the other paddings. */
  readonly saltLength?: number;
  /** Taken only under `legacy`, and to be told. */
  readonly weak: boolean;
}

/** Why the algorithms of a signer are not allowed. */
export interface Refusal {
  readonly refused: string;
}

/**
 * The scheme of a SignerInfo: its signature algorithm, with its parameters, has to fit the digest of its content, the key and the policy
 * (RFC 4055, RFC 4056, RFC 5753, RFC 5754, RFC 8419). Throws for an AlgorithmIdentifier that is not DER.
 */
export function schemeOf(algorithm: Uint8Array, digestAlgorithm: string, key: KeyObject, policy: SignaturePolicy): Scheme | Refusal {
  const digest = oids.legacyDigests.get(digestAlgorithm);
  if (digest === undefined) return { refused: `digest ${digestAlgorithm}` };
  const scheme = readScheme(algorithm, digest);
  if ('refused' in scheme) return scheme;
  if (scheme.digest !== digest) return { refused: `${scheme.name} over a content digest of ${digest}` };
  if (scheme.key !== key.asymmetricKeyType) return { refused: `${scheme.name} with a key of type ${key.asymmetricKeyType ?? 'unknown'}` };
  const refused = keyWeakness(key, policy);
  if (refused !== undefined) return { refused };
  const weakness = keyWeakness(key);
  const weak = weakness !== undefined || digest === 'sha1';
  if (weak && policy !== 'legacy') return { refused: weakness ?? scheme.name };
  return { ...scheme, weak };
}

type Read = Omit<Scheme, 'weak'> | Refusal;

/** What an AlgorithmIdentifier says beside a content digest, whether or not it is allowed. */
export function readScheme(algorithm: Uint8Array, digest: string): Read {
  const reader = new DerReader(algorithm, 'cms-malformed', 'signature algorithm').enter(tags.sequence);
  const oid = readOid(reader);
  if (oid === oids.rsaPss) return readPss(reader);
  if (oid === oids.ed25519) return reader.done ? ed25519(digest) : { refused: 'parameters of Ed25519' };
  const known = oids.signatures.get(oid);
  if (!known) return { refused: oid };
  // NULL says nothing: RSA demands it, ECDSA forbids it (RFC 5754 §3.3), and not everybody knows.
  reader.optional(tags.null);
  if (!reader.done) return { refused: `parameters of ${oid}` };
  const named = known.digest ?? digest;
  return { name: `${known.key === 'rsa' ? 'rsa' : 'ecdsa'}-${named}`, key: known.key, digest: named };
}

/** Ed25519 hashes for itself; beside it stands SHA-512 and nothing else (RFC 8419 §2.3, §3.1). */
const ed25519 = (digest: string): Read =>
  digest === 'sha512' ? { name: 'ed25519', key: 'ed25519', digest } : { refused: `ed25519 over a content digest of ${digest}` };

/** RSASSA-PSS-params (RFC 4055 §3.1): one hash in both places; what is left out means SHA-1 and a salt of 20. */
function readPss(outer: DerReader): Read {
  const reader = outer.enter(tags.sequence);
  outer.end();
  const hash = reader.optional(context(0));
  const mask = reader.optional(context(1));
  const salt = reader.optional(context(2));
  const trailer = reader.optional(context(3));
  reader.end();
  const digest = oids.legacyDigests.get(hash ? readAlgorithm(reader.inside(hash)) : oids.sha1);
  const saltLength = salt ? readSmall(reader.inside(salt)) : 20;
  const isOneHash = digest !== undefined && digest === (mask ? readMask(reader.inside(mask)) : 'sha1');
  if (!isOneHash || saltLength > 512 || (trailer && readSmall(reader.inside(trailer)) !== 1))
    return { refused: 'parameters of RSASSA-PSS' };
  return { name: `rsa-pss-${digest}`, key: 'rsa', digest, saltLength };
}

function readMask(wrapper: DerReader): string | undefined {
  const mask = wrapper.enter(tags.sequence);
  if (readOid(mask) !== oids.mgf1) return undefined;
  const digest = oids.legacyDigests.get(readAlgorithm(mask));
  mask.end();
  return digest;
}

/** The mathematics: whether `signature` over `content` is by this key. The scheme must have been made for the key. */
export function isSignedWith(scheme: Scheme, key: KeyObject, content: Content, signature: Uint8Array): boolean {
  try {
    return compute(scheme, key, content, signature);
  } catch (error) {
    // OpenSSL refuses some impossible values (a salt longer than the key) instead of finding them wrong
    if (typeof error === 'object' && error !== null && 'code' in error && String(error.code).startsWith('ERR_OSSL')) return false;
    throw error;
  }
}

function compute({ key: type, digest, saltLength }: Scheme, key: KeyObject, content: Content, signature: Uint8Array): boolean {
  if (type === 'ed25519') return verify(null, joinedParts(content), key, signature);
  const check = createVerify(digest);
  for (const part of content.parts) check.update(part);
  if (type === 'ec') return check.verify({ key, dsaEncoding: 'der' }, signature);
  const padding = saltLength === undefined ? constants.RSA_PKCS1_PADDING : constants.RSA_PKCS1_PSS_PADDING;
  return check.verify({ key, padding, ...(saltLength !== undefined && { saltLength }) }, signature);
}
