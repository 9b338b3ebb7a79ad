import type { Certificate } from '../model';
import { type Chain, type Fault, faultOf } from './chain';
import { inhibitAnyPolicy, policies, policyConstraints, policyMappings, policyInformation } from './extensions';
import { isSelfIssued } from './name-chaining';

/** anyPolicy, the special policy of RFC 5280 §4.2.1.4. */
const anyPolicy = '2.5.29.32.0';

/** One valid policy at one depth. Many parents instead of many nodes: the tree of RFC 5280 can grow exponentially (RFC 9618 §3). */
interface Node {
  readonly policy: string;
  readonly parents: readonly Node[];
  expected: readonly string[];
}

/** Nodes of one depth by their policy. Without any, the whole graph is gone. */
type Level = ReadonlyMap<string, Node>;

/** State of §6.1.2: numbers of certificates until the rule begins, 0 for now. */
interface Counters {
  explicit: number;
  mapping: number;
  any: number;
}

interface PolicyOutcome {
  readonly fault?: Fault;
  /** user-constrained-policy-set (RFC 9618 §5.5); `anyPolicy` for all. Empty where no policy holds for the whole path. */
  readonly policies: readonly string[];
}

/** §6.1.3 d–f, §6.1.4 a, b, h–j and §6.1.5 a, b, g as RFC 9618 rewrote them. Constraints of the anchor count as its wishes (RFC 5937). */
export function processPolicies({ certificates, options }: Chain): PolicyOutcome {
  const path = certificates.slice(0, -1).reverse();
  const counters: Counters = {
    explicit: options.requireExplicitPolicy === true ? 0 : path.length + 1,
    mapping: options.inhibitPolicyMapping === true ? 0 : path.length + 1,
    any: options.inhibitAnyPolicy === true ? 0 : path.length + 1,
  };
  const anchor = certificates.at(-1);
  if (anchor) constrain(counters, anchor);
  let level: Level = new Map([[anyPolicy, { policy: anyPolicy, parents: [], expected: [anyPolicy] }]]);
  for (const [index, certificate] of path.entries()) {
    const isLast = index === path.length - 1;
    const selfIssued = isSelfIssued(certificate);
    level = descend(level, certificate, counters.any > 0 || (!isLast && selfIssued));
    if (counters.explicit === 0 && level.size === 0)
      return { fault: faultOf('path-constraint', 'no policy holds up to this certificate', certificate), policies: [] };
    if (isLast) return conclude(level, counters, certificate, options.policies);
    const mappings = policyMappings(certificate);
    if (mappings.some((pair) => pair.includes(anyPolicy)))
      return { fault: faultOf('path-constraint', 'anyPolicy is mapped', certificate), policies: [] };
    level = map(level, mappings, counters.mapping > 0);
    if (!selfIssued) for (const rule of ['explicit', 'mapping', 'any'] as const) counters[rule] = Math.max(counters[rule] - 1, 0);
    constrain(counters, certificate);
  }
  return { policies: [] };
}

/** §6.1.3 d, e: the nodes that this certificate leaves. */
function descend(level: Level, certificate: Certificate, anyCounts: boolean): Level {
  const next = new Map<string, Node>();
  if (policyInformation(certificate) === undefined) return next;
  const parentsOf = new Map<string, Node[]>();
  for (const node of level.values())
    for (const policy of node.expected) {
      const parents = parentsOf.get(policy);
      if (parents) parents.push(node);
      else parentsOf.set(policy, [node]);
    }
  const any = level.get(anyPolicy);
  const named = policies(certificate);
  for (const policy of named) {
    const parents = policy === anyPolicy ? undefined : (parentsOf.get(policy) ?? (any && [any]));
    if (parents) next.set(policy, { policy, parents, expected: [policy] });
  }
  if (named.includes(anyPolicy) && anyCounts)
    for (const [policy, parents] of parentsOf) if (!next.has(policy)) next.set(policy, { policy, parents, expected: [policy] });
  return next;
}

/** §6.1.4 b. */
function map(level: Level, mappings: readonly (readonly [string, string])[], allowed: boolean): Level {
  const mapped = new Map<string, string[]>();
  for (const [issuer, subject] of mappings) {
    const subjects = mapped.get(issuer) ?? [];
    if (!subjects.includes(subject)) subjects.push(subject);
    mapped.set(issuer, subjects);
  }
  const next = new Map(level);
  const any = level.get(anyPolicy);
  for (const [policy, expected] of mapped) {
    const node = level.get(policy);
    if (!allowed) next.delete(policy);
    else if (node) node.expected = expected;
    else if (any) next.set(policy, { policy, parents: any.parents, expected });
  }
  return next;
}

/** §6.1.4 i, j. */
function constrain(counters: Counters, certificate: Certificate): void {
  const { requireExplicitPolicy = Infinity, inhibitPolicyMapping = Infinity } = policyConstraints(certificate);
  counters.explicit = Math.min(counters.explicit, requireExplicitPolicy);
  counters.mapping = Math.min(counters.mapping, inhibitPolicyMapping);
  counters.any = Math.min(counters.any, inhibitAnyPolicy(certificate) ?? Infinity);
}

/** §6.1.5 a, b, g. */
function conclude(level: Level, counters: Counters, leaf: Certificate, wished: readonly string[] = []): PolicyOutcome {
  const explicit = policyConstraints(leaf).requireExplicitPolicy === 0 ? 0 : Math.max(counters.explicit - 1, 0);
  const authorised = authorisedPolicies(level);
  const isAnyWished = wished.length === 0 || wished.includes(anyPolicy);
  const found = isAnyWished ? [...authorised] : wished.filter((policy) => authorised.has(policy) || authorised.has(anyPolicy));
  if (explicit === 0 && found.length === 0)
    return { fault: faultOf('path-constraint', 'no acceptable policy holds for the whole path', leaf), policies: [] };
  return { policies: found };
}

/** authority-constrained-policy-set: what stands below anyPolicy on the ways that lead to the last level. */
function authorisedPolicies(level: Level): ReadonlySet<string> {
  const found = new Set<string>(level.has(anyPolicy) ? [anyPolicy] : []);
  const seen = new Set<Node>(level.values());
  for (const node of seen) {
    if (node.policy !== anyPolicy && node.parents.some(({ policy }) => policy === anyPolicy)) found.add(node.policy);
    for (const parent of node.parents) seen.add(parent);
  }
  return found;
}
