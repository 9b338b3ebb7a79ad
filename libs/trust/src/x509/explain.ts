import { type Certificate, type Path, type TrustAnchor, TrustError } from '../model';
import type { Check } from '../verdict/found';
import { type Chain, type Fault, faultOf } from './chain';
import { brokenChains, climb, ownChain, type Question } from './find';
import { attempt } from './fitness';
import { knownChain } from './known';
import type { PathOptions } from './options';
import { processPolicies } from './policies';
import { type Step, steps } from './steps';

/** Everything that was looked at for the best chain that there is. */
export interface PathExplanation {
  /** Absent where no chain satisfies every rule. */
  readonly path?: Path;
  /** The chain that the checks are about, from the leaf up; it reaches an anchor unless `path.built` failed. */
  readonly partial: readonly Certificate[];
  /** user-constrained-policy-set of RFC 5280 §6.1.6: OIDs, or anyPolicy for all. */
  readonly policies: readonly string[];
  /** In the order of RFC 5280 §6.1. */
  readonly checks: readonly Check[];
  /** What `validatePath` would have thrown. */
  readonly error?: TrustError;
}

/** So many chains are compared to tell what is wrong with the best of them. */
const maxCompared = 8;

/** As `validatePath`, with all checks of the path that was found, or of the one that comes closest. Throws nothing for what is wrong. */
export function explainPath(
  leaf: Certificate,
  intermediates: readonly Certificate[],
  anchors: readonly TrustAnchor[],
  at: Date,
  options: PathOptions = {},
): PathExplanation {
  const question = { leaf, intermediates, anchors, at, options };
  const chain = knownChain(question);
  return chain ? examine(chain) : explainRefusal(question);
}

/** Why `knownChain` found none. */
export function explainRefusal(question: Question): PathExplanation {
  const signed = brokenChains(question, true, maxCompared);
  const chains = signed.length > 0 ? signed : brokenChains(question, false, maxCompared);
  const own = ownChain(question);
  const [best] = [...(own ? [own] : []), ...chains].map(examine).sort((a, b) => failures(a) - failures(b));
  return best ?? unbuilt(question);
}

const failures = ({ checks }: PathExplanation): number => checks.filter(({ result }) => result === 'failed').length;

function examine(chain: Chain): PathExplanation {
  const certificates = chain.certificates.map(({ fingerprint }) => fingerprint).join(' ');
  const checks: Check[] = [{ code: 'path.built', result: 'passed', facts: { certificates } }];
  let error: TrustError | undefined;
  for (const step of steps) {
    const fault = attempt(undefined, () => step.fault(chain));
    checks.push(fault ? failed(step.code, fault) : passed(step, chain));
    if (fault) error ??= errorOf(step.code, fault, chain.certificates[0]);
  }
  const partial = chain.certificates;
  if (error) return { partial, policies: [], checks, error };
  return { path: chain.certificates, partial, policies: processPolicies(chain).policies, checks };
}

function passed({ code, facts, warning }: Step, chain: Chain): Check {
  const warned = warning?.(chain);
  return warned ? { code, result: 'warning', facts: warned } : { code, result: 'passed', facts: facts?.(chain) ?? {} };
}

const failed = (code: string, { reason, certificate, detail }: Fault): Check => ({
  code: detail === undefined ? code : `${code}.${detail}`,
  result: 'failed',
  facts: { reason, ...(certificate && { certificate: certificate.fingerprint, subject: certificate.subject }) },
});

function errorOf(step: string, { code, reason, certificate }: Fault, leaf: Certificate): TrustError {
  return new TrustError(code, `checking ${step}: certificate ${(certificate ?? leaf).fingerprint.slice(0, 16)}: ${reason}`);
}

function unbuilt(question: Question): PathExplanation {
  const partial = climb(question);
  const top = partial.at(-1) ?? question.leaf;
  const fault = faultOf('path-untrusted', 'no chain of signatures leads from it to a trusted root', top);
  const check = failed('path.built', fault);
  const checks = [{ ...check, facts: { ...check.facts, issuer: top.issuer } }];
  return { partial, policies: [], checks, error: errorOf('path.built', fault, question.leaf) };
}
