import { pathOf } from '@lienthong/xml';
import type { Check, SignedPart } from '../verdict/found';
import { refusedAlgorithm } from '../verdict/unsupported';
import type { NodeSet } from './c14n/canonicalize';
import type { FileContext } from './context';
import { digestOf, readDigestMethod } from './digest';
import type { Findings } from './findings';
import type { ReferenceMarkup, SignatureMarkup } from './markup';
import { algorithmOf } from './reader';
import { dereference } from './reference';

/** A reference whose digest is right, with the octets of which it is. */
export interface FollowedReference {
  readonly reference: ReferenceMarkup;
  readonly part: SignedPart;
  /** The node-set that its URI names, and what of it is in the octets in full. */
  readonly named?: NodeSet;
  readonly covered?: NodeSet;
}

/** Follows the references of a SignedInfo or a Manifest; answers those that are right, the checks tell of all. */
export function followReferences(
  references: readonly ReferenceMarkup[],
  kind: 'reference' | 'manifest',
  signature: SignatureMarkup,
  context: FileContext,
  findings: Findings,
): FollowedReference[] {
  return references.flatMap((reference) => follow(reference, kind, signature, context, findings) ?? []);
}

function follow(
  reference: ReferenceMarkup,
  kind: 'reference' | 'manifest',
  signature: SignatureMarkup,
  context: FileContext,
  findings: Findings,
): FollowedReference | undefined {
  const { uri = '', digest } = reference;
  const algorithm = readDigestMethod(reference.digestMethod);
  if (!algorithm || (algorithm.weak && context.options.policy !== 'legacy')) {
    const name = algorithmOf(reference.digestMethod);
    findings.add('digest.algorithm', 'failed', { uri, algorithm: name, ...(!algorithm && refusedAlgorithm(name)) });
    return undefined;
  }
  if (algorithm.weak) findings.weak(algorithm.name);
  const tried = findings.attempt(() => ({ found: dereference(reference, signature, context) }), { uri });
  if (!tried) return undefined;
  const { found } = tried;
  if (!found) {
    findings.add(`${kind}.missing`, 'unknown', { uri });
    return undefined;
  }
  const right = Buffer.compare(digestOf(algorithm, found.octets), digest) === 0;
  findings.add(`${kind}.digest`, right ? 'passed' : 'failed', {
    uri,
    ...placeOf(found.named),
    digest: algorithm.name,
    octets: String(found.octets.length),
  });
  const { octets, named, covered } = found;
  const part = { name: named && !covered ? `octets:${uri}` : uri, bytes: octets };
  return right ? { reference, part, ...(named && { named }), ...(covered && { covered }) } : undefined;
}

const placeOf = (named: NodeSet | undefined): Check['facts'] => (named ? { path: pathOf(named.apex ?? named.document.root) } : {});
