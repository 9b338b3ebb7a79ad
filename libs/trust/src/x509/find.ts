import type { Certificate, Path, TrustAnchor } from '../model';
import type { SignaturePolicy } from '../verdict/found';
import type { Chain, Fault } from './chain';
import { attempt, unfit } from './fitness';
import { Graph } from './graph';
import { isSelfIssued } from './name-chaining';
import { constrainedFault } from './name-constraints';
import { defaultIntermediates, type PathOptions } from './options';
import { pathLengthFault } from './path-length';
import { processPolicies } from './policies';
import { keyIdentifierFault } from './profile';
import { recover } from './recover';
import { type Admits, type Candidate, candidates, type Limits, type Way } from './search';
import { isSignedBy } from './signature';
import { trustSpanFault, validityFault } from './validity';

/** Whose path is asked for, and under what. */
export interface Question {
  readonly leaf: Certificate;
  readonly intermediates: readonly Certificate[];
  readonly anchors: readonly TrustAnchor[];
  readonly at: Date;
  readonly options: PathOptions;
}

/** Work that one search may cost at most. */
const bounds = { ways: 1_000, signatures: 128, candidates: 64 };

/**
 * The first chain that satisfies every rule. All rules but those on policies look downwards from an authority, so a way that breaks one is
 * not continued; policies go from the anchor down and are asked of whole chains.
 */
export function findChain(question: Question): Chain | undefined {
  const { leaf, at, options } = question;
  if (unfit(leaf, 'leaf', options) !== undefined || validityFault(leaf, at) !== undefined) return undefined;
  const isFit = remembered((issuer) => unfit(issuer, 'issuer', options) === undefined && validityFault(issuer, at) === undefined);
  const isIssuer = edgeCheck(question);
  const admits: Admits = (way, issuer, anchor) =>
    (anchor ? isTrusted(anchor, question) : isFit(issuer)) &&
    pathLengthFault(issuer, way.authorities) === undefined &&
    isIssuer(way.top, issuer) &&
    constrained(issuer, way) === undefined;
  let left = bounds.candidates;
  for (const candidate of candidates(leaf, graphOf(question), admits, limitsOf(question))) {
    const chain = chainOf(candidate, question);
    if (isAccepted(chain)) return chain;
    if (--left === 0) return undefined;
  }
  const own = ownChain(question);
  return own && trustSpanFault(own.anchor, at) === undefined && isAccepted(own) ? own : undefined;
}

const isAccepted = (chain: Chain): boolean => attempt(undefined, () => processPolicies(chain).fault) === undefined;

/** A self-signed certificate that is itself trusted needs nobody above it; nobody gave it policies either. */
export function ownChain({ leaf, anchors, at, options }: Question): Chain | undefined {
  if (options.requireExplicitPolicy === true || !isSelfIssued(leaf)) return undefined;
  const anchor = anchors.find(({ certificate }) => certificate.fingerprint === leaf.fingerprint);
  return anchor && signatureCheck('legacy')(leaf, leaf) ? { certificates: [leaf], anchor, at, options } : undefined;
}

/** Chains of names, of right signatures if `signed`, whatever else is wrong with them: to explain why there is no path. */
export function brokenChains(question: Question, signed: boolean, most: number): Chain[] {
  const isSigned = signatureCheck('legacy');
  const found: Chain[] = [];
  const admits: Admits = (way, issuer) => !signed || isSigned(way.top, issuer);
  for (const candidate of candidates(question.leaf, graphOf(question), admits, limitsOf(question))) {
    found.push(chainOf(candidate, question));
    if (found.length === most) break;
  }
  return found;
}

/** From the leaf up as far as certificates lead that signed each other, where no anchor is reached. */
export function climb({ leaf, intermediates }: Question): [Certificate, ...Certificate[]] {
  const graph = new Graph(intermediates, []);
  const isSigned = signatureCheck('legacy');
  const found: [Certificate, ...Certificate[]] = [leaf];
  for (let top: Certificate | undefined = leaf; top !== undefined && found.length <= defaultIntermediates;) {
    const last: Certificate = top;
    top = graph.issuersOf(last).findLast((issuer) => !found.includes(issuer) && isSigned(last, issuer));
    if (top) found.push(top);
  }
  return found;
}

const graphOf = ({ intermediates, anchors }: Question): Graph => new Graph(intermediates, anchors);

const limitsOf = ({ options }: Question): Limits => ({
  ways: bounds.ways,
  maxIntermediates: options.maxIntermediates ?? defaultIntermediates,
});

const chainOf = ({ below, anchor }: Candidate, { at, options }: Question): Chain => {
  const certificates: Path = [...below, anchor.certificate];
  return { certificates, anchor, at, options };
};

const isTrusted = (anchor: TrustAnchor, { at, options }: Question): boolean =>
  unfit(anchor.certificate, 'anchor', options) === undefined &&
  validityFault(anchor.certificate, at) === undefined &&
  trustSpanFault(anchor, at) === undefined;

/** What concerns a certificate and its issuer alone, whatever stands below. */
function edgeCheck({ options }: Question): (certificate: Certificate, issuer: Certificate) => boolean {
  const isSigned = signatureCheck(options.policy ?? 'standard');
  return rememberedPair(
    (certificate, issuer) => keyIdentifierFault(issuer, certificate, options) === undefined && isSigned(certificate, issuer),
  );
}

/** Each pair counts once for the whole search, however many ways lead over it. An algorithm that cannot be read signs nothing. */
function signatureCheck(policy: SignaturePolicy): (certificate: Certificate, issuer: Certificate) => boolean {
  let left = bounds.signatures;
  return rememberedPair(
    (certificate, issuer) =>
      --left >= 0 &&
      recover(
        () => isSignedBy(certificate, issuer, policy),
        () => false,
      ),
  );
}

function remembered(ask: (certificate: Certificate) => boolean): (certificate: Certificate) => boolean {
  const answers = new Map<Certificate, boolean>();
  return (certificate) => {
    const answer = answers.get(certificate) ?? ask(certificate);
    answers.set(certificate, answer);
    return answer;
  };
}

function rememberedPair(ask: (a: Certificate, b: Certificate) => boolean): (a: Certificate, b: Certificate) => boolean {
  const known = new Map<Certificate, (b: Certificate) => boolean>();
  return (a, b) => {
    const askOf = known.get(a) ?? remembered((other) => ask(a, other));
    known.set(a, askOf);
    return askOf(b);
  };
}

function constrained(issuer: Certificate, way: Way): Fault | undefined {
  for (let at: Way | undefined = way; at !== undefined; at = at.below) {
    const { top, below } = at;
    const fault = attempt(top, () => constrainedFault(issuer, top, below === undefined));
    if (fault) return fault;
  }
  return undefined;
}
