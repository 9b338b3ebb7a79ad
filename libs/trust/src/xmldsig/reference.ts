import { isWithin } from '@lienthong/xml';
import { UnreadableError } from '../verdict/found';
import type { NodeSet } from './c14n/canonicalize';
import type { FileContext } from './context';
import type { ReferenceMarkup, SignatureMarkup } from './markup';
import { beyond } from './refuse';
import { type Data, transform, type Transformed } from './transform';

interface Dereferenced extends Transformed {
  /** The node-set that the URI names; absent for content from outside of the document. */
  readonly named?: NodeSet;
}

/**
 * The octets that a reference digests. Nothing is fetched: what is not in the document comes from the caller.
 * @returns `undefined` when the caller has no content of that name
 * @throws UnreadableError `reference.uri`, `reference.target`, `reference.transform`, `xml.duplicate-id` or what canonicalisation refuses
 */
export function dereference(reference: ReferenceMarkup, signature: SignatureMarkup, context: FileContext): Dereferenced | undefined {
  const { uri, transforms } = reference;
  const named = uri === undefined || !isSameDocument(uri) ? undefined : nodesOf(uri, context);
  if (named) requireForeign(named, signature);
  const data: Data | undefined = named ?? spent(contentOf(uri, signature, context), context);
  if (!data) return undefined;
  return { ...transform(data, transforms, signature.element, context), ...(named && { named }) };
}

const isSameDocument = (uri: string): boolean => uri === '' || uri.startsWith('#');

/** XMLDSig §4.4.3.3: the empty URI and the bare name leave comments out, the XPointers keep them. */
function nodesOf(uri: string, { document, ids }: FileContext): NodeSet {
  if (uri === '') return { document, comments: false };
  if (uri === '#xpointer(/)') return { document, comments: true };
  const pointed = /^#xpointer\(id\((?:'([^']+)'|"([^"]+)")\)\)$/.exec(uri);
  const id = pointed ? (pointed[1] ?? pointed[2] ?? '') : uri.slice(1);
  if (!pointed && /^(xpointer|element)\(/.test(id)) throw refused('reference.uri', `XPointer ${id}`);
  const apex = ids.get(id);
  if (apex === 'many') throw refused('xml.duplicate-id', `several elements have the Id ${id}`);
  if (!apex) throw refused('reference.target', `no element has the Id ${id}`);
  return { document, apex, comments: pointed !== null };
}

/** A signature over itself says nothing about anything else. */
function requireForeign({ apex }: NodeSet, { element, signedInfo, valueElement }: SignatureMarkup): void {
  if (apex && (apex === element || isWithin(apex, signedInfo) || isWithin(apex, valueElement)))
    throw refused('reference.target', 'the signature itself');
}

/** Content that is the only one from outside may be handed in without a name. */
function contentOf(uri: string | undefined, { references }: SignatureMarkup, { options }: FileContext): Uint8Array | undefined {
  const named = uri === undefined ? undefined : options.content?.(uri);
  if (named) return named;
  const outside = references.filter((one) => one.uri === undefined || !isSameDocument(one.uri));
  return outside.length === 1 ? options.content?.('') : undefined;
}

function spent(content: Uint8Array | undefined, { outside }: FileContext): Uint8Array | undefined {
  if (content && (outside.left -= content.length) < 0) throw beyond('octets of content from outside');
  return content;
}

const refused = (code: string, reason: string): UnreadableError =>
  new UnreadableError('unsupported', code, `following a reference: ${reason}`);
