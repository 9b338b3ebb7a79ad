import type { Certificate, TrustAnchor } from '../model';
import { isSelfIssued } from './profile';
import { isSignedBy } from './signature';

/** A chain of names and signatures from the leaf to an anchor; nothing else of it is checked yet. */
export interface Candidate {
  readonly below: readonly [Certificate, ...Certificate[]];
  readonly anchor: TrustAnchor;
}

/** Shared by a whole search, so that crossed and repeated certificates cost a bounded amount of work. */
export interface Budget {
  signatures: number;
  /** Certificates between the leaf and the anchor that are not self-issued. */
  readonly maxIntermediates: number;
}

/** Candidates in the order of length-first depth: an anchor before any intermediate. No certificate and no key twice in one path. */
export function* candidates(
  below: Candidate['below'],
  intermediates: readonly Certificate[],
  anchors: readonly TrustAnchor[],
  budget: Budget,
): Generator<Candidate> {
  const last = below.at(-1) ?? below[0];
  for (const anchor of anchors) if (issues(anchor.certificate, last, budget)) yield { below, anchor };
  if (below.slice(1).filter((certificate) => !isSelfIssued(certificate)).length >= budget.maxIntermediates) return;
  for (const intermediate of intermediates) {
    if (below.some((certificate) => isSameAuthority(certificate, intermediate))) continue;
    if (issues(intermediate, last, budget)) yield* candidates([...below, intermediate], intermediates, anchors, budget);
  }
}

function issues(issuer: Certificate, certificate: Certificate, budget: Budget): boolean {
  if (Buffer.compare(issuer.subjectDer, certificate.issuerDer) !== 0) return false;
  return --budget.signatures >= 0 && isSignedBy(certificate, issuer);
}

function isSameAuthority(a: Certificate, b: Certificate): boolean {
  return Buffer.compare(a.subjectDer, b.subjectDer) === 0 && Buffer.compare(a.spki, b.spki) === 0;
}
