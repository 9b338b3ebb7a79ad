import { createHash } from 'node:crypto';

import type { Certificate } from '../model';
import { DerReader, tags } from '../x509/der';
import { readBits, readOid, readSerial } from '../x509/values';

/** Hashes that name an issuer in a CertID. SHA-1 only identifies here, it protects nothing (RFC 6960 §4.1.1). */
const hashes: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/** Which certificate an answer is about. */
export interface CertId {
  /** `undefined` for a hash that is not known here. */
  readonly hash?: string;
  readonly nameHash: Uint8Array;
  readonly keyHash: Uint8Array;
  readonly serial: string;
}

export function readCertId(certId: DerReader): CertId {
  const algorithm = certId.enter(tags.sequence);
  const oid = readOid(algorithm);
  const hash = Object.hasOwn(hashes, oid) ? hashes[oid] : undefined;
  algorithm.optional(tags.null);
  algorithm.end();
  const nameHash = certId.next(tags.octetString).value;
  const keyHash = certId.next(tags.octetString).value;
  const serial = readSerial(certId);
  certId.end();
  return { ...(hash !== undefined && { hash }), nameHash, keyHash, serial };
}

/** Whether a CertID names this issuer by its name, as it is written in itself or in what it issued, and its key. */
export function isIdOfIssuer({ hash, nameHash, keyHash }: CertId, issuer: Certificate, certificate?: Certificate): boolean {
  if (hash === undefined) return false;
  const same = (expected: Uint8Array, found: Uint8Array): boolean => createHash(hash).update(expected).digest().equals(found);
  const isNamed = same(issuer.subjectDer, nameHash) || (certificate !== undefined && same(certificate.issuerDer, nameHash));
  return isNamed && same(keyBits(issuer), keyHash);
}

/** Whether a CertID names exactly this certificate of this issuer: name, key and serial. */
export const isIdOf = (id: CertId, certificate: Certificate, issuer: Certificate): boolean =>
  id.serial === certificate.serial && isIdOfIssuer(id, issuer, certificate);

/** The key inside SubjectPublicKeyInfo, without its algorithm: what key hashes are made of. */
export function keyBits({ spki }: Certificate): Uint8Array {
  const reader = new DerReader(spki, 'certificate-malformed', 'public key').enter(tags.sequence);
  reader.next(tags.sequence);
  return readBits(reader);
}
