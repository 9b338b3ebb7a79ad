import { hash } from 'node:crypto';
import type { Certificate } from '../model';
import { extensionOids } from '../x509/extensions';

/** A description by which X509Data names a certificate without containing it. */
export type CertificatePointer =
  | { readonly kind: 'serial'; readonly serial: string }
  | { readonly kind: 'key-id'; readonly keyId: Uint8Array }
  | { readonly kind: 'digest'; readonly algorithm: string; readonly digest: Uint8Array };

/** X509SerialNumber is decimal, a `Certificate`'s is hex; the issuer's name is compared by nobody: there are too many ways to write it. */
export function serialPointer(decimal: string): CertificatePointer | undefined {
  const digits = decimal.trim();
  return /^\d{1,50}$/.test(digits) ? { kind: 'serial', serial: BigInt(digits).toString(16) } : undefined;
}

export function isPointedAt(certificate: Certificate, pointer: CertificatePointer): boolean {
  switch (pointer.kind) {
    case 'serial':
      return certificate.serial === pointer.serial;
    case 'key-id':
      return same(certificate.extensions.get(extensionOids.subjectKeyIdentifier)?.value.subarray(2), pointer.keyId);
    case 'digest':
      return same(hash(pointer.algorithm, certificate.der, 'buffer'), pointer.digest);
  }
}

const same = (a: Uint8Array | undefined, b: Uint8Array): boolean => a !== undefined && Buffer.compare(a, b) === 0;
