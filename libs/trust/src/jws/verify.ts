import type { KeyObject } from 'node:crypto';

import { keyMismatch, verifySignature } from '../keys/algorithm';
import { type Certificate, TrustError } from '../model';
import { Recent } from '../recent';
import type { Check, FoundSignature } from '../verdict/found';
import { parseCertificate } from '../x509/certificate';
import { type JwsAlgorithm, jwsAlgorithms } from './algorithm';
import { decodeBase64, decodeBase64Url } from './base64url';
import { type ProtectedHeader, readHeader } from './header';
import { keyText } from './key-text';

export interface JwsOptions {
  /** Protected headers already read; a signer that says nothing of the moment in them says the same each time. */
  readonly headers?: HeaderCache;
  /** Algorithms that the policy allows; all three unless told. */
  readonly allowed?: readonly JwsAlgorithm[];
}

/** The signature is by the key in `signer`. Whether `signer` is anyone we trust is not said: see `validatePath`. */
export interface VerifiedJws {
  readonly alg: JwsAlgorithm;
  readonly signer: Certificate;
  readonly intermediates: readonly Certificate[];
  readonly protectedHeader: ProtectedHeader;
  /** What was looked at; the same object for the same header of one cache. */
  readonly checks: readonly Check[];
}

/** A protected header with the certificates of its x5c. */
interface ReadHeader {
  readonly header: ProtectedHeader;
  readonly signer: Certificate;
  readonly intermediates: readonly Certificate[];
  readonly checks: readonly Check[];
}

/** What a protected header says, by the header itself: never shared by callers that allow different algorithms. */
export type HeaderCache = Recent<ReadHeader>;
export const headerCache = (limit = 2000): HeaderCache => new Recent(limit);

interface Parts {
  readonly encodedHeader: string;
  readonly encodedSignature: string;
}

const maxLength = 64 * 1024;

/**
 * Verifies a detached compact JWS `<protected>..<signature>` over the payload bytes as they are (RFC 7515 appendix F, RFC 7797: `b64` is
 * false) with the first certificate of x5c. Throws `jws-malformed`, `jws-algorithm`, `jws-critical`, `certificate-malformed` or `signature-invalid`.
 */
export function verifyJws(jws: string, detachedPayload: Uint8Array, options: JwsOptions = {}): VerifiedJws {
  const parts = split(jws);
  const { headers = headerCache(1) } = options;
  const { header, signer, intermediates, checks } = headers.get(parts.encodedHeader, () => headerWithChain(parts.encodedHeader, options));
  check(parts, header, detachedPayload, signer.publicKey);
  return { alg: header.alg, signer, intermediates, protectedHeader: header, checks };
}

/** As the verdict wants it. */
export const foundJws = ({ alg, signer, intermediates, checks }: VerifiedJws, payload: Uint8Array): FoundSignature => ({
  format: 'jws',
  level: '',
  algorithm: alg,
  checks,
  signed: [{ name: '', bytes: payload }],
  coversWhole: true,
  signer,
  certificates: intermediates,
  crls: [],
  ocsps: [],
  timestamps: [],
});

function headerWithChain(encoded: string, { allowed = jwsAlgorithms }: JwsOptions): ReadHeader {
  const header = readHeader(encoded, allowed);
  requirePlainPayload(header);
  const [signer, ...intermediates] = readChain(header);
  if (signer === undefined) throw new TrustError('jws-malformed', 'reading JWS header: x5c is required');
  return { header, signer, intermediates, checks: checksOf(header, signer) };
}

/** What holds of every message that verifies under this header, in the order of `findJwsSignatures`. */
function checksOf({ alg }: ProtectedHeader, { fingerprint, subject, publicKey }: Certificate): Check[] {
  const passed = (code: string, facts: Check['facts'] = {}): Check => ({ code, result: 'passed', facts });
  return [
    passed('signature.algorithm', { algorithm: alg, key: keyText(publicKey) }),
    passed('signer.certificate', { certificate: fingerprint, subject, by: 'name' }),
    passed('signer.bound', { by: 'x5c' }),
    passed('signature.value'),
  ];
}

/** What is signed when `b64` is false (RFC 7797 §3). */
export const signingInput = (encodedHeader: string, payload: Uint8Array): Uint8Array =>
  Buffer.concat([Buffer.from(`${encodedHeader}.`, 'latin1'), payload]);

/** Bytes signed in base64url fit no other verifier of ours, nor openssl by hand: a signature is valid everywhere or nowhere. */
function requirePlainPayload({ b64 }: ProtectedHeader): void {
  if (b64) throw new TrustError('jws-critical', 'reading JWS header: b64 must be false, and named by crit');
}

function split(jws: string): Parts {
  if (jws.length > maxLength) throw malformed(`longer than ${maxLength} characters`);
  const [encodedHeader = '', payload, encodedSignature, ...rest] = jws.split('.');
  if (payload === undefined || encodedSignature === undefined || rest.length > 0) throw malformed('not three parts');
  if (payload !== '') throw malformed('its payload must be detached');
  return { encodedHeader, encodedSignature };
}

function readChain({ x5c = [] }: ProtectedHeader): Certificate[] {
  return x5c.map((text) => {
    const der = decodeBase64(text);
    if (der === undefined) throw new TrustError('jws-malformed', 'reading JWS header: x5c is not canonical base64');
    return parseCertificate(der);
  });
}

function check({ encodedHeader, encodedSignature }: Parts, header: ProtectedHeader, payload: Uint8Array, key: KeyObject): void {
  const signature = decodeBase64Url(encodedSignature);
  if (signature === undefined || signature.length === 0) throw malformed('its signature is not canonical base64url');
  const mismatch = keyMismatch(header.alg, key);
  if (mismatch !== undefined) throw new TrustError('jws-algorithm', `checking the signing key: ${mismatch}`);
  if (!verifySignature(header.alg, key, signingInput(encodedHeader, payload), signature))
    throw new TrustError('signature-invalid', 'verifying JWS: the signature does not match the payload');
}

const malformed = (reason: string): TrustError => new TrustError('jws-malformed', `reading JWS: ${reason}`);
