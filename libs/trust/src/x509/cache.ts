import { createHash } from 'node:crypto';

import type { Certificate } from '../model';
import { parseCertificate } from './certificate';

/** Parsed certificates by the digest of their DER, least recently used out first: a key decoded per call costs several verifications. */
export class CertificateCache {
  private readonly known = new Map<string, Certificate>();

  constructor(private readonly limit = 2000) {}

  /** Throws as `parseCertificate` does; failures are not kept. */
  parse(der: Uint8Array): Certificate {
    const key = createHash('sha256').update(der).digest('hex');
    const certificate = this.known.get(key) ?? parseCertificate(der);
    this.known.delete(key);
    this.known.set(key, certificate);
    for (const oldest of this.known.keys()) {
      if (this.known.size <= this.limit) break;
      this.known.delete(oldest);
    }
    return certificate;
  }
}
