import { type Certificate, type Path, type TrustAnchor, TrustError } from '../model';
import { basicConstraints, extendedKeyUsage, signingPurposes } from './extensions';
import { checkProfile, isSelfIssued } from './profile';
import { type Candidate, candidates } from './search';

export interface PathOptions {
  /** Extended key purpose (OID) that the leaf must name. Without it the leaf is a signer's: see `signingPurposes`. */
  readonly purpose?: string;
  /** Certificates allowed between the leaf and the anchor; 6 unless told. */
  readonly maxIntermediates?: number;
}

const maxSignatures = 48;
const maxKnown = 4;

/**
 * Finds a path from `leaf` to one of the anchors that holds at `at` (RFC 5280 §6), or throws: `path-untrusted` (no chain to a root that
 * is trusted at that time), `certificate-expired`, `certificate-usage`, `path-constraint` (a rule or an extension that forbids it, or
 * that is not processed here), `certificate-malformed`. Where several chains fail, the first one found is told.
 */
export function validatePath(
  leaf: Certificate,
  intermediates: readonly Certificate[],
  anchors: readonly TrustAnchor[],
  at: Date,
  options: PathOptions = {},
): Path {
  const known = knownPaths(leaf, intermediates, anchors, options);
  const found = known.find(({ from, until }) => from <= at.getTime() && at.getTime() <= until);
  if (found) return found.path;
  const path = searchPath(leaf, intermediates, anchors, at, options);
  if (known.length < maxKnown) known.push({ path, ...spanOf(path, anchors) });
  return path;
}

/** A path that held, and the first and last moment (milliseconds since the epoch) at which it does. */
interface KnownPath {
  readonly path: Path;
  readonly from: number;
  readonly until: number;
}

const paths = new WeakMap<readonly Certificate[], WeakMap<readonly TrustAnchor[], Map<string, KnownPath[]>>>();

/** Of the very same list objects alone: who signs often brings lists that were read once. What does not hold is looked for anew. */
function knownPaths(
  leaf: Certificate,
  intermediates: readonly Certificate[],
  anchors: readonly TrustAnchor[],
  { purpose = '', maxIntermediates }: PathOptions,
): KnownPath[] {
  const byAnchors = paths.get(intermediates) ?? new WeakMap<readonly TrustAnchor[], Map<string, KnownPath[]>>();
  paths.set(intermediates, byAnchors);
  const byLeaf = byAnchors.get(anchors) ?? new Map<string, KnownPath[]>();
  byAnchors.set(anchors, byLeaf);
  const key = `${leaf.fingerprint} ${purpose} ${maxIntermediates ?? ''}`;
  const known = byLeaf.get(key) ?? [];
  byLeaf.set(key, known);
  return known;
}

function spanOf(path: Path, anchors: readonly TrustAnchor[]): Pick<KnownPath, 'from' | 'until'> {
  const roots = anchors.filter(({ certificate }) => certificate === path.at(-1));
  const from = [...path.map(({ notBefore }) => notBefore.getTime()), ...roots.map((root) => root.from?.getTime() ?? -Infinity)];
  const until = [...path.map(({ notAfter }) => notAfter.getTime()), ...roots.map((root) => root.until?.getTime() ?? Infinity)];
  return { from: Math.max(...from), until: Math.min(...until) };
}

function searchPath(
  leaf: Certificate,
  intermediates: readonly Certificate[],
  anchors: readonly TrustAnchor[],
  at: Date,
  options: PathOptions,
): Path {
  const budget = { signatures: maxSignatures, maxIntermediates: options.maxIntermediates ?? 6 };
  let refusal: TrustError | undefined;
  for (const candidate of candidates([leaf], intermediates, anchors, budget)) {
    try {
      return checkCandidate(candidate, at, options);
    } catch (error) {
      if (!(error instanceof TrustError)) throw error;
      refusal ??= error;
    }
  }
  const reason = budget.signatures < 0 ? `gave up after ${maxSignatures} signatures` : 'no chain of signatures leads to a trusted root';
  throw refusal ?? new TrustError('path-untrusted', `building the path of certificate ${leaf.fingerprint.slice(0, 16)}: ${reason}`);
}

function checkCandidate({ below, anchor }: Candidate, at: Date, options: PathOptions): Path {
  const [leaf, ...issuers] = below;
  checkProfile(leaf, 'leaf');
  checkPurpose(leaf, options.purpose);
  for (const issuer of issuers) checkProfile(issuer, 'issuer');
  checkProfile(anchor.certificate, 'anchor');
  checkPathLengths([...issuers, anchor.certificate]);
  for (const certificate of [...below, anchor.certificate]) checkValidity(certificate, at);
  checkTrustSpan(anchor, at);
  return [...below, anchor.certificate];
}

/** extKeyUsage binds whether critical or not (RFC 5280 §4.2.1.12); one that is absent allows every signer, but no purpose asked for by name. */
function checkPurpose(leaf: Certificate, purpose: string | undefined): void {
  const named = extendedKeyUsage(leaf);
  const allowed =
    purpose === undefined ? named === undefined || signingPurposes.some((one) => named.includes(one)) : named?.includes(purpose) === true;
  if (!allowed)
    throw new TrustError(
      'certificate-usage',
      `checking purpose: certificate ${leaf.fingerprint.slice(0, 16)} is issued for another purpose`,
    );
}

/** Counts what is not self-issued below each authority (RFC 5280 §6.1.4 l, m). */
function checkPathLengths(authorities: readonly Certificate[]): void {
  let below = 0;
  for (const authority of authorities) {
    const { pathLength = Infinity } = basicConstraints(authority) ?? {};
    if (below > pathLength)
      throw new TrustError('path-constraint', `checking path length: ${below} authorities below one that allows ${pathLength}`);
    if (!isSelfIssued(authority)) below++;
  }
}

/** Both bounds are inclusive and in whole seconds (RFC 5280 §4.1.2.5). */
function checkValidity({ notBefore, notAfter, fingerprint }: Certificate, at: Date): void {
  const second = Math.floor(at.getTime() / 1000) * 1000;
  if (Number.isNaN(second)) throw new TypeError('validatePath: at is not a date');
  if (second >= notBefore.getTime() && second <= notAfter.getTime()) return;
  const [from, until] = [notBefore.toISOString(), notAfter.toISOString()];
  throw new TrustError('certificate-expired', `checking validity: certificate ${fingerprint.slice(0, 16)} holds from ${from} to ${until}`);
}

function checkTrustSpan({ from, until, certificate }: TrustAnchor, at: Date): void {
  if ((from === undefined || at >= from) && (until === undefined || at <= until)) return;
  throw new TrustError(
    'path-untrusted',
    `checking trust: root ${certificate.fingerprint.slice(0, 16)} is not trusted at ${at.toISOString()}`,
  );
}
