import type { Certificate, TrustAnchor } from '../model';
import type { Graph } from './graph';
import { isSameName, isSelfIssued } from './name-chaining';
import { keyId } from './signature';

/** A way up from the leaf: its top certificate and what lies below it. */
export interface Way {
  readonly top: Certificate;
  readonly below?: Way;
  /** Certificates in it. */
  readonly length: number;
  /** Authorities in it that are not self-issued. */
  readonly authorities: number;
}

/** A chain of names from the leaf to an anchor. */
export interface Candidate {
  readonly below: readonly [Certificate, ...Certificate[]];
  readonly anchor: TrustAnchor;
}

export interface Limits {
  /** Ways that may be begun, however they end; counted down. */
  ways: number;
  /** Authorities between leaf and anchor that are not self-issued. */
  readonly maxIntermediates: number;
}

/** Whether a certificate may stand above the way. Rules that look downwards alone cut off whatever would be built upon a fault. */
export type Admits = (way: Way, issuer: Certificate, anchor: TrustAnchor | undefined) => boolean;

const maxLength = 40;

/**
 * Candidates, the shortest first: ways are continued in the order of the length that they must at least have in the end. No name with the same
 * key is twice in one, so circles end; `limits.ways` bounds the work where many cross certificates make many ways.
 */
export function* candidates(leaf: Certificate, graph: Graph, admits: Admits, limits: Limits): Generator<Candidate> {
  const waiting: Way[][] = [];
  const keep = (way: Way): void => {
    const least = way.length + graph.distance(way.top);
    if (least <= maxLength) (waiting[least] ??= []).push(way);
  };
  keep({ top: leaf, length: 1, authorities: 0 });
  for (let least = 1; least <= maxLength; least++)
    for (let way = waiting[least]?.pop(); way !== undefined; way = waiting[least]?.pop()) {
      for (const anchor of graph.anchorsFor(way.top))
        if (!repeats(way, anchor.certificate) && admits(way, anchor.certificate, anchor)) yield { below: certificatesOf(way), anchor };
      for (const issuer of graph.issuersOf(way.top)) {
        const authorities = way.authorities + (isSelfIssued(issuer) ? 0 : 1);
        if (authorities > limits.maxIntermediates || issuer.fingerprint === leaf.fingerprint || repeats(way, issuer)) continue;
        if (--limits.ways < 0) return;
        if (admits(way, issuer, undefined)) keep({ top: issuer, below: way, length: way.length + 1, authorities });
      }
    }
}

/** From the leaf up. */
function certificatesOf(way: Way): [Certificate, ...Certificate[]] {
  const found: [Certificate, ...Certificate[]] = [way.top];
  for (let at = way.below; at !== undefined; at = at.below) found.unshift(at.top);
  return found;
}

/** The same authority with the same key. The leaf is left out: it may be a root's own certificate, or another one of an authority above it. */
function repeats(way: Way, issuer: Certificate): boolean {
  for (let at = way; at.below !== undefined; at = at.below)
    if (at.top === issuer || (keyId(at.top) === keyId(issuer) && isSameName(at.top.subjectDer, issuer.subjectDer))) return true;
  return false;
}
