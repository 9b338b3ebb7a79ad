import { type Certificate, type Path, type TrustAnchor, TrustError } from '../model';
import { explainRefusal } from './explain';
import { knownChain } from './known';
import type { PathOptions } from './options';

export type { PathOptions } from './options';

const plain: PathOptions = {};

/**
 * Finds a path from `leaf` to one of the anchors that holds at `at` (RFC 5280 §6), or throws: `path-untrusted` (no chain to a root that
 * is trusted at that time), `certificate-expired`, `certificate-usage`, `path-constraint` (a rule or an extension that forbids it, or
 * that is not processed here), `certificate-malformed`. Where several chains fail, the one that comes closest is told: see `explainPath`.
 */
export function validatePath(
  leaf: Certificate,
  intermediates: readonly Certificate[],
  anchors: readonly TrustAnchor[],
  at: Date,
  options: PathOptions = plain,
): Path {
  const question = { leaf, intermediates, anchors, at, options };
  const chain = knownChain(question);
  if (chain) return chain.certificates;
  const { path, error } = explainRefusal(question);
  if (path) return path;
  throw error ?? new TrustError('path-untrusted', `building the path of certificate ${leaf.fingerprint.slice(0, 16)}`);
}
