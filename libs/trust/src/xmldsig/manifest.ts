import type { FileContext } from './context';
import type { Findings } from './findings';
import { followReferences, type FollowedReference } from './follow';
import { maxReferences, readReferences, type SignatureMarkup } from './markup';
import { isNamed, manifestType } from './names';
import { badStructure, ElementReader } from './reader';
import { beyond } from './refuse';

/** Follows the references of the manifests that are signed (XMLDSig §5.1); a manifest in a manifest is not opened. */
export function followManifests(
  followed: readonly FollowedReference[],
  signature: SignatureMarkup,
  context: FileContext,
  findings: Findings,
): FollowedReference[] {
  let count = signature.references.length;
  return followed
    .filter(({ reference }) => reference.type === manifestType)
    .flatMap(({ covered }) => {
      const references = findings.attempt(() => {
        const manifest = covered?.apex;
        if (!manifest || !isNamed(manifest, signature.element.namespace, 'Manifest'))
          throw badStructure('what is called a Manifest is none');
        const listed = readReferences(new ElementReader(context.document, manifest, manifest.namespace));
        if ((count += listed.length) > maxReferences) throw beyond('references');
        return listed;
      });
      return references ? followReferences(references, 'manifest', signature, context, findings) : [];
    });
}
