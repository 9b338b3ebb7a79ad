import { attributeOf, elementsOf, plainTextOf, type XmlDocument, type XmlElement } from '@lienthong/xml';
import { type DigestAlgorithm, readDigestMethod } from './digest';
import { ds, dsigMore, isNamed } from './names';

/**
 * Digest of a SignatureMethod with RSAPSSParams (RFC 9231 §2.3.9), by default SHA-256. `undefined` unless the mask is MGF1 with the same
 * digest, the salt as long as it, and the trailer the usual one.
 */
export function readPssDigest(document: XmlDocument, method: XmlElement): DigestAlgorithm | undefined {
  const [parameters, ...others] = elementsOf(method);
  if (!parameters) return sha256;
  if (others.length > 0 || !isNamed(parameters, dsigMore, 'RSAPSSParams')) return undefined;
  const parts = elementsOf(parameters);
  const digestMethod = parts.find((part) => isNamed(part, ds, 'DigestMethod'));
  const digest = digestMethod ? readDigestMethod(digestMethod) : sha256;
  if (!digest || digest.weak || new Set(parts.map(({ local }) => local)).size < parts.length) return undefined;
  return parts.every((part) => isUsual(document, part, digest)) ? digest : undefined;
}

const sha256: DigestAlgorithm = { name: 'sha256', length: 32, weak: false };

function isUsual(document: XmlDocument, part: XmlElement, digest: DigestAlgorithm): boolean {
  if (isNamed(part, ds, 'DigestMethod')) return true;
  if (part.namespace !== dsigMore) return false;
  const text = plainTextOf(document, part)?.trim();
  if (part.local === 'SaltLength') return text === String(digest.length);
  if (part.local === 'TrailerField') return text === '1';
  return part.local === 'MaskGenerationFunction' && isMaskOf(part, digest);
}

function isMaskOf(mask: XmlElement, digest: DigestAlgorithm): boolean {
  const [method, ...others] = elementsOf(mask);
  const named = method ? isNamed(method, ds, 'DigestMethod') && readDigestMethod(method) : sha256;
  return attributeOf(mask, 'Algorithm') === `${dsigMore}MGF1` && others.length === 0 && named !== false && named?.name === digest.name;
}
