import { type Certificate, TrustError } from '../model';
import { parseCertificate } from '../x509/certificate';
import { type DerReader, tags } from '../x509/der';

const maxCertificates = 64;

/** Only plain certificates that can be read are taken: nobody but their signatures vouches for them, so the others are passed over. */
export function readCertificates(items: DerReader): Certificate[] {
  const found = new Map<string, Certificate>();
  for (let count = 0; !items.done; count++) {
    if (count === maxCertificates) throw items.fail(`more than ${maxCertificates} certificates`);
    const item = items.next();
    const certificate = item.tag === tags.sequence ? tryCertificate(item.der) : undefined;
    if (certificate && !found.has(certificate.fingerprint)) found.set(certificate.fingerprint, certificate);
  }
  return [...found.values()];
}

export function tryCertificate(der: Uint8Array): Certificate | undefined {
  try {
    return parseCertificate(der);
  } catch (error) {
    if (error instanceof TrustError) return undefined;
    throw error;
  }
}
