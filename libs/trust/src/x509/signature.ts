import { constants, type KeyObject, verify } from 'node:crypto';

import type { Certificate } from '../model';
import { context, DerReader, tags } from './der';
import { keyWeakness } from './key';
import { readOid, readSmall } from './values';

type Scheme =
  { readonly kind: 'rsa' | 'ec'; readonly hash: string } | { readonly kind: 'pss'; readonly hash: string; readonly saltLength: number };

/** Signature algorithms of certificates, CRLs and OCSP responses. SHA-1 and MD5 are absent on purpose. */
const schemes: Readonly<Record<string, Scheme>> = {
  '1.2.840.113549.1.1.11': { kind: 'rsa', hash: 'sha256' },
  '1.2.840.113549.1.1.12': { kind: 'rsa', hash: 'sha384' },
  '1.2.840.113549.1.1.13': { kind: 'rsa', hash: 'sha512' },
  '1.2.840.10045.4.3.2': { kind: 'ec', hash: 'sha256' },
  '1.2.840.10045.4.3.3': { kind: 'ec', hash: 'sha384' },
  '1.2.840.10045.4.3.4': { kind: 'ec', hash: 'sha512' },
};
const hashes: Readonly<Record<string, { name: string; length: number }>> = {
  '2.16.840.1.101.3.4.2.1': { name: 'sha256', length: 32 },
  '2.16.840.1.101.3.4.2.2': { name: 'sha384', length: 48 },
  '2.16.840.1.101.3.4.2.3': { name: 'sha512', length: 64 },
};
const rsassaPss = '1.2.840.113549.1.1.10';
const mgf1 = '1.2.840.113549.1.1.8';

const verified = new WeakMap<Certificate, WeakMap<Certificate, boolean>>();

/** Whether `issuer`'s key made the signature of `certificate`. Remembered for the pair as long as both live. */
export function isSignedBy(certificate: Certificate, issuer: Certificate): boolean {
  const known = verified.get(certificate) ?? new WeakMap<Certificate, boolean>();
  verified.set(certificate, known);
  const result = known.get(issuer) ?? check(certificate, issuer);
  known.set(issuer, result);
  return result;
}

/**
 * Verifies a signature by the DER AlgorithmIdentifier that goes with it. False for any algorithm, parameter or key that is not allowed:
 * RSA PKCS#1 v1.5 and PSS with SHA-2, ECDSA on P-256/384/521 (RFC 4055, RFC 5758).
 */
export function verifyBy(key: KeyObject, algorithm: Uint8Array, data: Uint8Array, signature: Uint8Array): boolean {
  const scheme = readScheme(algorithm);
  if (scheme === undefined || keyWeakness(key) !== undefined) return false;
  const wanted = scheme.kind === 'ec' ? 'ec' : 'rsa';
  if (key.asymmetricKeyType !== wanted) return false;
  const padding = scheme.kind === 'pss' ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
  const options = scheme.kind === 'ec' ? { key } : { key, padding, ...(scheme.kind === 'pss' && { saltLength: scheme.saltLength }) };
  return verify(scheme.hash, data, options, signature);
}

function check(certificate: Certificate, issuer: Certificate): boolean {
  const reader = new DerReader(certificate.der, 'certificate-malformed', 'certificate').enter(tags.sequence);
  reader.next(tags.sequence);
  return verifyBy(issuer.publicKey, reader.next(tags.sequence).der, certificate.tbs, certificate.signature);
}

function readScheme(algorithm: Uint8Array): Scheme | undefined {
  const reader = new DerReader(algorithm, 'certificate-malformed', 'signature algorithm').enter(tags.sequence);
  const oid = readOid(reader);
  if (oid === rsassaPss) return readPss(reader.enter(tags.sequence));
  const scheme = Object.hasOwn(schemes, oid) ? schemes[oid] : undefined;
  if (scheme?.kind === 'rsa') reader.optional(tags.null);
  return reader.done ? scheme : undefined;
}

/** RSASSA-PSS-params: one SHA-2 hash for both places, salt as long as the hash, the default trailer (RFC 4055 §3.1). */
function readPss(reader: DerReader): Scheme | undefined {
  const [hashField, maskField, saltField] = [reader.optional(context(0)), reader.optional(context(1)), reader.optional(context(2))];
  if (!reader.done || hashField === undefined || maskField === undefined || saltField === undefined) return undefined;
  const hash = readHash(reader.inside(hashField));
  const mask = reader.inside(maskField).enter(tags.sequence);
  const saltLength = readSmall(reader.inside(saltField));
  if (readOid(mask) !== mgf1 || hash === undefined || readHash(mask) !== hash || saltLength !== hash.length) return undefined;
  return { kind: 'pss', hash: hash.name, saltLength };
}

function readHash(outer: DerReader): { name: string; length: number } | undefined {
  const reader = outer.enter(tags.sequence);
  const oid = readOid(reader);
  reader.optional(tags.null);
  return reader.done && Object.hasOwn(hashes, oid) ? hashes[oid] : undefined;
}
