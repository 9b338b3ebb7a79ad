import { attributeOf, decodeXml, isWithin, parseXml, textOf, type XmlElement } from '@lienthong/xml';
import { UnreadableError } from '../verdict/found';
import { decodeBase64 } from './base64';
import { canonicalize, type NodeSet } from './c14n/canonicalize';
import { defaultMethod, readMethod } from './c14n/method';
import type { FileContext } from './context';
import { base64Transform, envelopedTransform } from './names';
import { beyond, translated } from './refuse';

/** A node-set or octets, what transforms turn into one another (XMLDSig §4.4.3.2). */
export type Data = NodeSet | Uint8Array;

export interface Transformed {
  readonly octets: Uint8Array;
  /** The part of the document of which all is in the octets; absent for other content, and where only its text is. */
  readonly covered?: NodeSet;
}

/**
 * Runs the transforms of a reference; what is a node-set in the end is canonicalised.
 * @throws UnreadableError `reference.transform` for any but canonicalisations, enveloped-signature and base64
 */
export function transform(start: Data, transforms: readonly XmlElement[], signature: XmlElement, context: FileContext): Transformed {
  let data = start;
  let covered = isNodes(start) ? start : undefined;
  for (const one of transforms) {
    data = step(data, one, signature, context);
    if (isNodes(data)) covered = data;
    else if (attributeOf(one, 'Algorithm') === base64Transform) covered = undefined;
  }
  const octets = isNodes(data) ? canonicalize(data, defaultMethod, context.budget) : data;
  return covered ? { octets, covered } : { octets };
}

function step(data: Data, one: XmlElement, signature: XmlElement, context: FileContext): Data {
  const algorithm = attributeOf(one, 'Algorithm') ?? '';
  if (algorithm === envelopedTransform) return withoutSignature(data, signature, context);
  if (algorithm === base64Transform) return decoded(data, context);
  const method = readMethod(one, context.options.policy);
  if (!method) throw refused(`transform ${algorithm}`);
  return canonicalize(isNodes(data) ? data : parsed(data, context), method, context.budget);
}

/** XMLDSig §6.6.4: the signature must be inside of what is signed, and not all of it. */
function withoutSignature(data: Data, signature: XmlElement, { document }: FileContext): NodeSet {
  if (!isNodes(data) || data.document !== document) throw refused('enveloped-signature of something that is not this document');
  const apex = data.apex ?? document.root;
  if (apex === signature || !isWithin(signature, apex)) throw refused('enveloped-signature of something that does not envelop it');
  return { ...data, without: signature };
}

function decoded(data: Data, context: FileContext): Uint8Array {
  const text = isNodes(data) ? spoken(data, context) : Buffer.from(data).toString('latin1');
  const octets = decodeBase64(text);
  if (!octets) throw new UnreadableError('unreadable', 'reference.transform', 'following a reference: what should be base64 is not');
  return octets;
}

/** As dear as the canonical form: every element around a text may be named. */
function spoken({ document, apex, without }: NodeSet, { budget }: FileContext): string {
  const text = translated(() => textOf(document, apex ?? document.root, without));
  if ((budget.left -= text.length) < 0) throw beyond('characters of canonical form');
  return text;
}

/** Content from outside is read as strictly as the file itself. */
function parsed(octets: Uint8Array, { budget }: FileContext): NodeSet {
  if (octets.length > budget.left) throw beyond('characters of canonical form');
  budget.left -= octets.length;
  return { document: translated(() => parseXml(decodeXml(octets).text)), comments: true };
}

const isNodes = (data: Data): data is NodeSet => 'document' in data;

const refused = (what: string): UnreadableError =>
  new UnreadableError('unsupported', 'reference.transform', `following a reference: ${what}`);
