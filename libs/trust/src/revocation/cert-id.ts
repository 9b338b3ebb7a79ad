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

/** Whether a CertID names exactly this certificate of this issuer: name, key and serial. */
export function isCertIdOf(certId: DerReader, certificate: Certificate, issuer: Certificate): boolean {
  const algorithm = certId.enter(tags.sequence);
  const hash = hashes[readOid(algorithm)];
  algorithm.optional(tags.null);
  algorithm.end();
  const name = certId.next(tags.octetString).value;
  const key = certId.next(tags.octetString).value;
  const serial = readSerial(certId);
  certId.end();
  if (hash === undefined || serial !== certificate.serial) return false;
  const same = (expected: Uint8Array, found: Uint8Array): boolean => createHash(hash).update(expected).digest().equals(found);
  return same(issuer.subjectDer, name) && same(keyBits(issuer), key);
}

/** The key inside SubjectPublicKeyInfo, without its algorithm: what key hashes are made of. */
export function keyBits({ spki }: Certificate): Uint8Array {
  const reader = new DerReader(spki, 'certificate-malformed', 'public key').enter(tags.sequence);
  reader.next(tags.sequence);
  return readBits(reader);
}
