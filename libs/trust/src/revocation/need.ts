import { createHash } from 'node:crypto';

import type { Certificate, Path, RevocationCache, RevocationNeed, RevocationStatus } from '../model';
import { crlUrls, ocspUrls } from '../x509/extensions';

/** One need for each certificate of the path but the anchor, leaf first. */
export function needsOf(path: Path): RevocationNeed[] {
  const known = needs.get(path) ?? makeNeeds(path);
  needs.set(path, known);
  return [...known];
}

/** Answers of the cache for the whole path, leaf first; `unknown` from `none` where it has nothing current. */
export function checkRevocation(path: Path, cache: RevocationCache, at: Date): RevocationStatus[] {
  return needsOf(path).map((need) => cache.status(need, at) ?? { status: 'unknown', source: 'none' });
}

const needs = new WeakMap<Path, readonly RevocationNeed[]>();
const keyHashes = new WeakMap<Certificate, string>();

function makeNeeds(path: Path): RevocationNeed[] {
  const anchor = path.at(-1);
  return path.slice(0, -1).map((certificate, index) => {
    const issuer = path[index + 1] ?? certificate;
    return {
      key: `${keyHash(issuer)}:${certificate.serial}`,
      ...{ certificate, issuer },
      ...(anchor && { anchor }),
      ocsp: ocspUrls(certificate),
      crl: crlUrls(certificate),
    };
  });
}

function keyHash(certificate: Certificate): string {
  const hash = keyHashes.get(certificate) ?? createHash('sha256').update(certificate.spki).digest('hex');
  keyHashes.set(certificate, hash);
  return hash;
}
