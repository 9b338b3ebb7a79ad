import { constants, createHash, type KeyObject, verify } from 'node:crypto';

import type { Certificate } from '../model';
import type { SignaturePolicy } from '../verdict/found';
import { context, DerReader, tags } from './der';
import { keyWeakness } from './key';
import { readOid, readSmall } from './values';

interface Scheme {
  readonly kind: 'rsa' | 'ec' | 'pss';
  readonly hash: string;
  readonly saltLength?: number;
  /** The legacy policy alone takes it. */
  readonly weak: boolean;
}

/** Signature algorithms of certificates, CRLs and OCSP responses. MD5 is absent on purpose. */
const schemes: Readonly<Record<string, Scheme>> = {
  '1.2.840.113549.1.1.11': { kind: 'rsa', hash: 'sha256', weak: false },
  '1.2.840.113549.1.1.12': { kind: 'rsa', hash: 'sha384', weak: false },
  '1.2.840.113549.1.1.13': { kind: 'rsa', hash: 'sha512', weak: false },
  '1.2.840.10045.4.3.2': { kind: 'ec', hash: 'sha256', weak: false },
  '1.2.840.10045.4.3.3': { kind: 'ec', hash: 'sha384', weak: false },
  '1.2.840.10045.4.3.4': { kind: 'ec', hash: 'sha512', weak: false },
  '1.2.840.113549.1.1.5': { kind: 'rsa', hash: 'sha1', weak: true },
  '1.3.14.3.2.29': { kind: 'rsa', hash: 'sha1', weak: true },
  '1.2.840.10045.4.1': { kind: 'ec', hash: 'sha1', weak: true },
};
const hashes: Readonly<Record<string, { name: string; length: number }>> = {
  '2.16.840.1.101.3.4.2.1': { name: 'sha256', length: 32 },
  '2.16.840.1.101.3.4.2.2': { name: 'sha384', length: 48 },
  '2.16.840.1.101.3.4.2.3': { name: 'sha512', length: 64 },
};
const rsassaPss = '1.2.840.113549.1.1.10';
const mgf1 = '1.2.840.113549.1.1.8';

const maxKeys = 64;
const verified = new WeakMap<Certificate, Map<string, boolean>>();
const keyIds = new WeakMap<Certificate, string>();

/**
 * Whether `issuer`'s key made the signature of `certificate` by an algorithm that the policy allows. The mathematics is remembered for the
 * certificate and the key, which many certificates of one authority may share.
 */
export function isSignedBy(certificate: Certificate, issuer: Certificate, policy: SignaturePolicy = 'standard'): boolean {
  const algorithm = algorithmOf(certificate);
  if (!isAllowed(issuer.publicKey, schemeOf(algorithm), policy)) return false;
  const known = verified.get(certificate) ?? new Map<string, boolean>();
  verified.set(certificate, known);
  if (known.size > maxKeys) known.clear();
  const id = keyId(issuer);
  const result = known.get(id) ?? verifyBy(issuer.publicKey, algorithm, certificate.tbs, certificate.signature, 'legacy');
  known.set(id, result);
  return result;
}

/** A CRL or an OCSP response. */
interface SignedData {
  readonly tbs: Uint8Array;
  /** DER AlgorithmIdentifier. */
  readonly algorithm: Uint8Array;
  readonly signature: Uint8Array;
}

const verifiedData = new WeakMap<SignedData, Map<string, boolean>>();

/** Remembered for the data and the key: lists are long, and many certificates are asked about. */
export function isDataSignedBy(data: SignedData, signer: Certificate, policy: SignaturePolicy = 'standard'): boolean {
  const known = verifiedData.get(data) ?? new Map<string, boolean>();
  verifiedData.set(data, known);
  const key = `${policy} ${keyId(signer)}`;
  const result = known.get(key) ?? verifyBy(signer.publicKey, data.algorithm, data.tbs, data.signature, policy);
  if (known.size < maxKeys) known.set(key, result);
  return result;
}

/** Names the key of a certificate: the same for all certificates that have it. */
export function keyId(certificate: Certificate): string {
  const id = keyIds.get(certificate) ?? createHash('sha256').update(certificate.spki).digest('base64');
  keyIds.set(certificate, id);
  return id;
}

/**
 * Verifies a signature by the DER AlgorithmIdentifier that goes with it. False for any algorithm, parameter or key that is not allowed:
 * RSA PKCS#1 v1.5 and PSS with SHA-2, ECDSA on P-256/384/521 (RFC 4055, RFC 5758); the legacy policy takes SHA-1 and RSA of 1024 bits too.
 */
export function verifyBy(
  key: KeyObject,
  algorithm: Uint8Array,
  data: Uint8Array,
  signature: Uint8Array,
  policy: SignaturePolicy = 'standard',
): boolean {
  const scheme = schemeOf(algorithm);
  if (scheme === undefined || !isAllowed(key, scheme, policy)) return false;
  const padding = scheme.kind === 'pss' ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
  const options = scheme.kind === 'ec' ? { key } : { key, padding, ...(scheme.kind === 'pss' && { saltLength: scheme.saltLength }) };
  return verify(scheme.hash, data, options, signature);
}

function isAllowed(key: KeyObject, scheme: Scheme | undefined, policy: SignaturePolicy): boolean {
  if (scheme === undefined || (scheme.weak && policy !== 'legacy') || keyWeakness(key, policy) !== undefined) return false;
  return key.asymmetricKeyType === (scheme.kind === 'ec' ? 'ec' : 'rsa');
}

/** DER AlgorithmIdentifier of the certificate's own signature. */
export function algorithmOf({ der }: Certificate): Uint8Array {
  const reader = new DerReader(der, 'certificate-malformed', 'certificate').enter(tags.sequence);
  reader.next(tags.sequence);
  return reader.next(tags.sequence).der;
}

/** `undefined` for what is not processed here. */
export function schemeOf(algorithm: Uint8Array): Scheme | undefined {
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
  return { kind: 'pss', hash: hash.name, saltLength, weak: false };
}

function readHash(outer: DerReader): { name: string; length: number } | undefined {
  const reader = outer.enter(tags.sequence);
  const oid = readOid(reader);
  reader.optional(tags.null);
  return reader.done && Object.hasOwn(hashes, oid) ? hashes[oid] : undefined;
}
