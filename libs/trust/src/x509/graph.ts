import type { Certificate, TrustAnchor } from '../model';
import { authorityKeyIdentifier, subjectKeyIdentifier } from './extensions';
import { nameKey } from './name-chaining';
import { recover } from './recover';

/** Most certificates that are looked at for one path; what comes after them is not. */
const maxCertificates = 2_000;

/** Who could have issued what, by names alone (RFC 5280 §7.1), and how far each name is from an anchor. */
export class Graph {
  private readonly anchorsByName = new Map<string, TrustAnchor[]>();
  private readonly bySubject = new Map<string, Certificate[]>();
  private readonly distances = new Map<string, number>();
  private readonly issuers = new Map<Certificate, readonly Certificate[]>();

  constructor(intermediates: readonly Certificate[], anchors: readonly TrustAnchor[]) {
    for (const anchor of anchors) add(this.anchorsByName, nameKey(anchor.certificate.subjectDer), anchor);
    const byIssuer = new Map<string, Certificate[]>();
    const seen = new Set<string>();
    for (const certificate of intermediates) {
      if (seen.size === maxCertificates || seen.has(certificate.fingerprint)) continue;
      seen.add(certificate.fingerprint);
      add(this.bySubject, nameKey(certificate.subjectDer), certificate);
      add(byIssuer, nameKey(certificate.issuerDer), certificate);
    }
    this.measure(byIssuer);
  }

  anchorsFor(certificate: Certificate): readonly TrustAnchor[] {
    return this.anchorsByName.get(nameKey(certificate.issuerDer)) ?? [];
  }

  /** Those whose key identifier fits come last: a hint for the order, no more. */
  issuersOf(certificate: Certificate): readonly Certificate[] {
    const issuers = this.issuers.get(certificate) ?? ranked(certificate, this.bySubject.get(nameKey(certificate.issuerDer)) ?? []);
    this.issuers.set(certificate, issuers);
    return issuers;
  }

  /** Certificates that are at least needed between this one and an anchor; Infinity when no names lead there. */
  distance(certificate: Certificate): number {
    return this.distances.get(nameKey(certificate.issuerDer)) ?? Infinity;
  }

  /** From the anchors down, breadth first. */
  private measure(byIssuer: ReadonlyMap<string, readonly Certificate[]>): void {
    for (const name of this.anchorsByName.keys()) this.distances.set(name, 0);
    for (const [name, distance] of this.distances)
      for (const { subjectDer } of byIssuer.get(name) ?? []) {
        const subject = nameKey(subjectDer);
        if (!this.distances.has(subject)) this.distances.set(subject, distance + 1);
      }
  }
}

function add<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

function ranked(certificate: Certificate, issuers: readonly Certificate[]): readonly Certificate[] {
  if (issuers.length < 2) return issuers;
  const named = identifier(() => authorityKeyIdentifier(certificate)?.keyIdentifier);
  return issuers
    .map((issuer) => ({ issuer, rank: likelihood(named, issuer) }))
    .sort((a, b) => a.rank - b.rank || a.issuer.notBefore.getTime() - b.issuer.notBefore.getTime())
    .map(({ issuer }) => issuer);
}

function likelihood(named: Uint8Array | undefined, issuer: Certificate): number {
  const own = identifier(() => subjectKeyIdentifier(issuer));
  if (named === undefined || own === undefined) return 1;
  return Buffer.compare(named, own) === 0 ? 2 : 0;
}

/** A broken extension is no hint; what it costs is decided elsewhere. */
const identifier = (read: () => Uint8Array | undefined): Uint8Array | undefined => recover(read, () => undefined);
