import { createHash } from 'node:crypto';

import type { Certificate, Path, RevocationCache, RevocationNeed, RevocationStatus } from '../model';
import { crlUrls, ocspUrls } from '../x509/extensions';

/** Difference of clocks that is tolerated between us and a responder. */
export const skewMs = 5 * 60_000;

/** One need for each certificate of the path but the anchor, leaf first. */
export function needsOf(path: Path): RevocationNeed[] {
  return path.slice(0, -1).map((certificate, index) => needOf(certificate, path[index + 1] ?? certificate));
}

/** Answers of the cache for the whole path, leaf first; `unknown` from `none` where it has nothing current. */
export function checkRevocation(path: Path, cache: RevocationCache, at: Date): RevocationStatus[] {
  return needsOf(path).map((need) => cache.status(need, at) ?? { status: 'unknown', source: 'none' });
}

const needs = new WeakMap<Certificate, WeakMap<Certificate, RevocationNeed>>();

function needOf(certificate: Certificate, issuer: Certificate): RevocationNeed {
  const byIssuer = needs.get(certificate) ?? new WeakMap<Certificate, RevocationNeed>();
  needs.set(certificate, byIssuer);
  const need = byIssuer.get(issuer) ?? {
    key: `${createHash('sha256').update(issuer.spki).digest('hex')}:${certificate.serial}`,
    certificate,
    issuer,
    ocsp: ocspUrls(certificate),
    crl: crlUrls(certificate),
  };
  byIssuer.set(issuer, need);
  return need;
}
