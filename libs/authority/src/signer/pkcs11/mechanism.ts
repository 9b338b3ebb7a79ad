import { hash } from 'node:crypto';

import { schemeOf, type SigningAlgorithm } from '@lienthong/trust';

import type { Mechanism } from './protocol';

/** CKM_… and CKG_… of PKCS#11 v2.40 §2 and, for Ed25519, v3.0 §2.3.14. */
const ckm = { rsaPkcs: 0x0001, rsaPss: 0x000d, ecdsa: 0x1041, eddsa: 0x1057 } as const;
const hashes = {
  sha256: { hashAlg: 0x0250, mgf: 0x0002, saltLen: 32, oid: '608648016503040201' },
  sha384: { hashAlg: 0x0260, mgf: 0x0003, saltLen: 48, oid: '608648016503040202' },
  sha512: { hashAlg: 0x0270, mgf: 0x0004, saltLen: 64, oid: '608648016503040203' },
} as const;

/** The mechanism and what to hand to it: the data are digested here, so that a slow token gets no more than a digest. */
export function instructionsFor(algorithm: SigningAlgorithm, data: Uint8Array): { mechanism: Mechanism; data: Uint8Array } {
  const { key, digest } = schemeOf(algorithm);
  if (digest === undefined) return { mechanism: { type: ckm.eddsa }, data };
  const digested = hash(digest, data, 'buffer');
  if (key === 'ec') return { mechanism: { type: ckm.ecdsa }, data: digested };
  const { oid, ...pss } = hashes[digest];
  if (algorithm.startsWith('PS')) return { mechanism: { type: ckm.rsaPss, pss }, data: digested };
  return { mechanism: { type: ckm.rsaPkcs }, data: digestInfo(oid, digested) };
}

/** DigestInfo of RFC 8017 §9.2: CKM_RSA_PKCS pads, but does not say which digest it is. */
function digestInfo(oid: string, digest: Uint8Array): Uint8Array {
  const algorithm = Buffer.from(`300d0609${oid}0500`, 'hex');
  return Buffer.concat([Buffer.of(0x30, algorithm.length + 2 + digest.length), algorithm, Buffer.of(0x04, digest.length), digest]);
}

/** CKK_… of the keys that an algorithm goes with. */
const keyTypes = { rsa: 0x00, ec: 0x03, ed25519: 0x40 } as const;

export const goesWith = (algorithm: SigningAlgorithm, keyType: number): boolean => keyTypes[schemeOf(algorithm).key] === keyType;
