import { hash } from 'node:crypto';
import { isWithin, type XmlElement } from '@lienthong/xml';
import { UnreadableError } from '../verdict/found';
import { canonicalize } from './c14n/canonicalize';
import { exclusiveMethod } from './c14n/method';
import type { OpenedXml } from './insert';
import type { SignedReference } from './write';

export type SignReference =
  /** All of the document but the signature. */
  | { readonly kind: 'document' }
  /** The element with that Id; without the signature, where that lies in it. */
  | { readonly kind: 'element'; readonly id: string }
  /** Content outside, by a URI that the receiver's resolver knows: `cid:…`. */
  | { readonly kind: 'content'; readonly uri: string; readonly content: Uint8Array; readonly mimeType?: string };

/** @throws UnreadableError `sign.reference`, or what canonicalisation refuses */
export function toSign(wanted: SignReference, id: string, { document, ids }: OpenedXml, place: XmlElement): SignedReference {
  if (wanted.kind === 'content') {
    const { uri, content, mimeType = 'application/octet-stream' } = wanted;
    if (uri === '' || uri.startsWith('#')) throw refused(`${uri} is not outside of the document`);
    return { id, uri, digest: hash('sha256', content, 'buffer'), mimeType, nodes: false, enveloping: false };
  }
  const apex = wanted.kind === 'element' ? ids.get(wanted.id) : undefined;
  if (wanted.kind === 'element' && (apex === undefined || apex === 'many' || wanted.id.includes('(')))
    throw refused(`no one element has the Id ${wanted.id}`);
  const subtree = apex === 'many' ? undefined : apex;
  const set = { document, comments: false, ...(subtree && { apex: subtree }) };
  const octets = canonicalize(set, exclusiveMethod, { left: Number.POSITIVE_INFINITY });
  const uri = wanted.kind === 'element' ? `#${wanted.id}` : '';
  const enveloping = subtree === undefined || isWithin(place, subtree);
  return { id, uri, digest: hash('sha256', octets, 'buffer'), mimeType: 'text/xml', nodes: true, enveloping };
}

const refused = (reason: string): UnreadableError => new UnreadableError('unsupported', 'sign.reference', `signing XML: ${reason}`);
