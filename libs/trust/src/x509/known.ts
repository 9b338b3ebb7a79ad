import type { Certificate, TrustAnchor } from '../model';
import type { Chain } from './chain';
import { findChain, type Question } from './find';

const maxKnown = 4;
const maxLeaves = 2_000;

/** A chain that held, and the first and last moment (milliseconds since the epoch) at which it does. */
interface KnownChain {
  readonly chain: Chain;
  readonly from: number;
  readonly until: number;
}

const chains = new WeakMap<readonly TrustAnchor[], Map<string, KnownChain[]>>();

/** As `findChain`. Under the very same list of anchors a chain is known again by the certificates that came with it. */
export function knownChain(question: Question): Chain | undefined {
  const { at } = question;
  const known = knownChains(question);
  const time = at.getTime();
  for (const one of known) if (one.from <= time && time <= one.until) return one.chain.at === at ? one.chain : { ...one.chain, at };
  const chain = findChain(question);
  if (chain && known.length < maxKnown) known.push({ chain, ...spanOf(chain, question.anchors) });
  return chain;
}

function knownChains({ leaf, intermediates, anchors, options }: Question): KnownChain[] {
  const byLeaf = chains.get(anchors) ?? new Map<string, KnownChain[]>();
  chains.set(anchors, byLeaf);
  const key = leaf.fingerprint + nameOf(intermediates) + keyOf(options);
  if (byLeaf.size > maxLeaves) byLeaf.clear();
  const known = byLeaf.get(key) ?? [];
  byLeaf.set(key, known);
  return known;
}

const names = new WeakMap<readonly Certificate[], string>();

/** Lists that were read once, as of headers that come again, are named once. */
function nameOf(certificates: readonly Certificate[]): string {
  const name = names.get(certificates) ?? certificates.map(({ fingerprint }) => fingerprint).join('');
  names.set(certificates, name);
  return name;
}

const keys = new WeakMap<Question['options'], string>();

/** Options are mostly one and the same object. */
function keyOf(options: Question['options']): string {
  const key = keys.get(options) ?? JSON.stringify(options);
  keys.set(options, key);
  return key;
}

function spanOf({ certificates }: Chain, anchors: readonly TrustAnchor[]): Pick<KnownChain, 'from' | 'until'> {
  const roots = anchors.filter(({ certificate }) => certificate.fingerprint === certificates.at(-1)?.fingerprint);
  const from = [...certificates.map(({ notBefore }) => notBefore.getTime()), ...roots.map((root) => root.from?.getTime() ?? -Infinity)];
  const until = [...certificates.map(({ notAfter }) => notAfter.getTime()), ...roots.map((root) => root.until?.getTime() ?? Infinity)];
  return { from: Math.max(...from), until: Math.min(...until) };
}
