import { hash } from 'node:crypto';
import { failed, judged, warning } from '../cms/check';
import { contentOf } from '../cms/content';
import { foundIn } from '../cms/found-in';
import { openCms } from '../cms/open';
import { type Check, type FoundSignature, type ReadOptions, type SignedPart, UnreadableError } from '../verdict/found';
import { refusedAlgorithm } from '../verdict/unsupported';
import type { Container } from './container';
import type { DataObject, Manifest } from './manifest';

const digests: Readonly<Record<string, string>> = {
  'http://www.w3.org/2001/04/xmlenc#sha256': 'sha256',
  'http://www.w3.org/2001/04/xmldsig-more#sha384': 'sha384',
  'http://www.w3.org/2001/04/xmlenc#sha512': 'sha512',
};
const sha1 = 'http://www.w3.org/2000/09/xmldsig#sha1';

/** A signature of a container and the entry that holds it. */
export interface FoundEntry {
  readonly entry: string;
  readonly found: FoundSignature;
}

/** The signers of a CAdES signature over a manifest, and with it over every file whose digest is right in it. */
export function signedManifest(container: Container, name: string, { signature, objects }: Manifest, options: ReadOptions): FoundEntry[] {
  const manifest = container.entries.get(name);
  const references = checkObjects(container, objects, options);
  return signedBy(container, signature, manifest, name, options).map(({ entry, found }) => {
    const checks = [...found.checks, ...references.checks];
    const isRight = found.signed.length > 0 && !checks.some(({ result }) => result === 'failed');
    return { entry, found: { ...found, checks, signed: isRight ? [...found.signed, ...references.parts] : [] } };
  });
}

/** The signers of a CAdES signature over these bytes of the container. */
export function signedBy(
  { entries }: Container,
  entry: string,
  content: Uint8Array | undefined,
  name: string,
  options: ReadOptions,
): FoundEntry[] {
  const message = entries.get(entry);
  if (!message) return [{ entry, found: unread([failed('signature.malformed', 'the signature is not there', { entry })]) }];
  try {
    const cms = openCms(message);
    const isOther = cms.content && Buffer.compare(cms.content, content ?? new Uint8Array()) !== 0;
    const inside = isOther ? [failed('content.same', 'the message holds content of its own')] : [];
    const found = foundIn(cms, { content: content && contentOf(content), name, options });
    return found.map((one) => ({
      entry,
      found: { ...one, checks: [...one.checks, ...inside], signed: inside.length > 0 ? [] : one.signed },
    }));
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    return [{ entry, found: unread([failed('signature.malformed', error.message, { entry })]) }];
  }
}

/** Each file of a manifest by its digest. */
export function checkObjects(
  { entries }: Container,
  objects: readonly DataObject[],
  { policy }: Pick<ReadOptions, 'policy'>,
): { readonly checks: readonly Check[]; readonly parts: readonly SignedPart[] } {
  const checks: Check[] = [];
  const parts: SignedPart[] = [];
  for (const { uri, algorithm, digest } of objects) {
    const bytes = entries.get(uri);
    const name = digests[algorithm] ?? (policy === 'legacy' && algorithm === sha1 ? 'sha1' : undefined);
    if (!bytes || uri === 'mimetype') checks.push(failed('reference.missing', 'not in the container', { uri }));
    else if (name === undefined) checks.push(failed('reference.algorithm', algorithm, { uri, ...refusedAlgorithm(algorithm) }));
    else {
      const isRight = hash(name, bytes, 'buffer').equals(digest);
      checks.push(judged('reference.digest', isRight ? undefined : 'the file is not what was signed', { uri, digest: name }));
      if (name === 'sha1') checks.push(warning('signature.weak', name, { uri }));
      if (isRight) parts.push({ name: uri, bytes });
    }
  }
  return { checks, parts };
}

const unread = (checks: readonly Check[]): FoundSignature => ({
  ...{ format: 'cms', level: '', algorithm: '', signed: [], coversWhole: false },
  ...{ certificates: [], crls: [], ocsps: [], timestamps: [] },
  checks,
});
