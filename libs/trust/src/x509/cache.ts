import { hash } from 'node:crypto';

import type { Certificate } from '../model';
import { Recent } from '../recent';
import { parseCertificate } from './certificate';

/** Parsed certificates by the digest of their DER, least recently used out first: a key decoded per call costs several verifications. */
export class CertificateCache {
  private readonly known: Recent<Certificate>;

  constructor(limit = 2000) {
    this.known = new Recent(limit);
  }

  /** Throws as `parseCertificate` does; failures are not kept. */
  parse(der: Uint8Array): Certificate {
    return this.known.get(hash('sha256', der), () => parseCertificate(der));
  }
}
