/** What a certificate of the model says of policies. */
export interface Step {
  readonly policies?: readonly string[];
  readonly mappings: readonly (readonly [string, string])[];
  readonly explicit?: number;
  readonly mapping?: number;
  readonly any?: number;
  readonly selfIssued: boolean;
}

export interface Inputs {
  readonly wished: readonly string[];
  readonly explicit: boolean;
  readonly mapping: boolean;
  readonly any: boolean;
}

interface Node {
  readonly depth: number;
  readonly policy: string;
  expected: Set<string>;
  children: Node[];
  readonly parent?: Node;
}

const any = '2.5.29.32.0';

/**
 * The valid_policy_tree of RFC 5280 §6.1, letter by letter and as exponential as it may be: what the graph must agree with. Gives the
 * user-constrained policies, or `undefined` for a path that is refused.
 */
export function validatePolicies(path: readonly Step[], inputs: Inputs): Set<string> | undefined {
  const n = path.length;
  let root: Node | undefined = { depth: 0, policy: any, expected: new Set([any]), children: [] };
  let [explicit, mapping, inhibit] = [inputs.explicit ? 0 : n + 1, inputs.mapping ? 0 : n + 1, inputs.any ? 0 : n + 1];
  for (const [index, step] of path.entries()) {
    const i = index + 1;
    if (step.policies && root) grow(root, i, step.policies, inhibit > 0 || (i < n && step.selfIssued));
    if (!step.policies) root = undefined;
    root = root && prune(root, i) ? root : undefined;
    if (explicit === 0 && !root) return undefined;
    if (i === n) return wrapUp(root, path, explicit, inputs);
    if (step.mappings.some((pair) => pair.includes(any))) return undefined;
    if (root) applyMappings(root, i, step.mappings, mapping > 0);
    root = root && prune(root, i) ? root : undefined;
    if (!step.selfIssued)
      [explicit, mapping, inhibit] = [explicit, mapping, inhibit].map((one) => Math.max(0, one - 1)) as [number, number, number];
    explicit = Math.min(explicit, step.explicit ?? explicit);
    mapping = Math.min(mapping, step.mapping ?? mapping);
    inhibit = Math.min(inhibit, step.any ?? inhibit);
  }
  return undefined;
}

function nodesAt(root: Node, depth: number): Node[] {
  return root.depth === depth ? [root] : root.children.flatMap((child) => nodesAt(child, depth));
}

function add(parent: Node, policy: string, expected: Iterable<string>): void {
  parent.children.push({ depth: parent.depth + 1, policy, expected: new Set(expected), children: [], parent });
}

/** §6.1.3 d 1 and 2. */
function grow(root: Node, i: number, policies: readonly string[], anyCounts: boolean): void {
  const above = nodesAt(root, i - 1);
  for (const policy of policies.filter((one) => one !== any)) {
    const matching = above.filter(({ expected }) => expected.has(policy));
    for (const node of matching) add(node, policy, [policy]);
    if (matching.length === 0) for (const node of above) if (node.policy === any) add(node, policy, [policy]);
  }
  if (!policies.includes(any) || !anyCounts) return;
  for (const node of above)
    for (const policy of node.expected) if (!node.children.some((child) => child.policy === policy)) add(node, policy, [policy]);
}

/** Takes away what has no child above depth i; false when nothing is left. */
function prune(node: Node, i: number): boolean {
  if (node.depth === i) return true;
  node.children = node.children.filter((child) => prune(child, i));
  return node.children.length > 0;
}

/** §6.1.4 b. */
function applyMappings(root: Node, i: number, mappings: Step['mappings'], allowed: boolean): void {
  for (const from of new Set(mappings.map(([issuer]) => issuer))) {
    const to = mappings.filter(([issuer]) => issuer === from).map(([, subject]) => subject);
    const named = nodesAt(root, i).filter(({ policy }) => policy === from);
    if (!allowed) for (const node of named) node.parent!.children = node.parent!.children.filter((one) => one !== node);
    else if (named.length > 0) for (const node of named) node.expected = new Set(to);
    else for (const node of nodesAt(root, i)) if (node.policy === any) add(node.parent!, from, to);
  }
}

/** §6.1.5 a, b, g. */
function wrapUp(root: Node | undefined, path: readonly Step[], left: number, { wished }: Inputs): Set<string> | undefined {
  const explicit = path.at(-1)?.explicit === 0 ? 0 : Math.max(0, left - 1);
  const found = new Set<string>();
  const all: Node[] = [];
  const collect = (node: Node): void => {
    all.push(node);
    node.children.forEach(collect);
  };
  if (root) collect(root);
  const authorised = all.filter(({ parent, policy }) => parent?.policy === any && policy !== any).map(({ policy }) => policy);
  const open = root !== undefined && nodesAt(root, path.length).some(({ policy }) => policy === any);
  if (wished.length === 0) for (const policy of [...authorised, ...(open ? [any] : [])]) found.add(policy);
  else for (const policy of wished) if (authorised.includes(policy) || open) found.add(policy);
  return explicit > 0 || found.size > 0 ? found : undefined;
}
