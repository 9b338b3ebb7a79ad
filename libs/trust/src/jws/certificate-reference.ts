import { hash } from 'node:crypto';

import type { Certificate } from '../model';
import { UnreadableError } from '../verdict/found';
import { decodeBase64Url } from './base64url';
import { asList, asObject, asText, type Json, type JsonObject } from './json';

/** Digest of a certificate's DER. */
export interface CertificateReference {
  readonly digest: Digest;
  readonly value: Uint8Array;
}

type Digest = 'sha256' | 'sha384' | 'sha512';

/** Identifiers of digests in JAdES (ETSI TS 119 182-1 annex E). */
const digests: ReadonlyMap<string, { readonly name: Digest; readonly length: number }> = new Map([
  ['S256', { name: 'sha256', length: 32 }],
  ['S384', { name: 'sha384', length: 48 }],
  ['S512', { name: 'sha512', length: 64 }],
]);

/** The digest of a JAdES identifier, `undefined` for any that is not SHA-2. */
export const digestNamed = (id: Json | undefined): Digest | undefined => digests.get(asText(id) ?? '')?.name;

/**
 * x5t#S256 (RFC 7515 §4.1.8), x5t#o and the first of sigX5ts, which is the signer's (TS 119 182-1 §5.2.2). SHA-1's x5t names nobody here.
 * @throws UnreadableError `jws.header`, `unsupported` `jws.digest`
 */
export function readReferences(members: JsonObject): CertificateReference[] {
  const found: CertificateReference[] = [];
  if (members.has('x5t#S256')) found.push(reference('S256', members.get('x5t#S256')));
  if (members.has('x5t#o')) found.push(readDigest(members.get('x5t#o')));
  if (members.has('sigX5ts')) found.push(readDigest(asList(members.get('sigX5ts'))?.[0]));
  return found;
}

function readDigest(value: Json | undefined): CertificateReference {
  const members = asObject(value);
  return reference(asText(members?.get('digAlg')) ?? '', members?.get('digVal'));
}

function reference(id: string, encoded: Json | undefined): CertificateReference {
  const value = decodeBase64Url(asText(encoded) ?? '');
  if (id === '' || value === undefined || value.length === 0)
    throw new UnreadableError('unreadable', 'jws.header', 'reading JWS header: a reference to a certificate is not a digest in base64url');
  const digest = digests.get(id);
  if (digest === undefined) throw new UnreadableError('unsupported', 'jws.digest', 'reading JWS header: a digest that is not SHA-2');
  if (value.length !== digest.length)
    throw new UnreadableError('unreadable', 'jws.header', 'reading JWS header: a digest of the wrong length');
  return { digest: digest.name, value };
}

export const isNamedBy = ({ der }: Certificate, { digest, value }: CertificateReference): boolean =>
  Buffer.compare(hash(digest, der, 'buffer'), value) === 0;
