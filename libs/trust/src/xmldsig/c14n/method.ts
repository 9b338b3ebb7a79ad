import { attributeOf, elementsOf, type XmlElement } from '@lienthong/xml';
import type { SignaturePolicy } from '../../verdict/found';
import { unsupported } from '../refuse';

/** A canonicalisation method (XMLDSig §6.5): Canonical XML 1.0, 1.1, or exclusive, each with or without comments. */
export interface C14nMethod {
  readonly kind: 'inclusive' | 'inclusive-1.1' | 'exclusive';
  readonly comments: boolean;
  /** Of an exclusive one: prefixes that are treated as in Canonical XML; `''` is the default namespace. */
  readonly prefixes: ReadonlySet<string>;
  /** Under another name than its own. */
  readonly misnamed?: true;
}

export const exclusiveC14n = 'http://www.w3.org/2001/10/xml-exc-c14n#';

const known: Readonly<Record<string, Omit<C14nMethod, 'prefixes'>>> = {
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315': { kind: 'inclusive', comments: false },
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments': { kind: 'inclusive', comments: true },
  'http://www.w3.org/2006/12/xml-c14n11': { kind: 'inclusive-1.1', comments: false },
  'http://www.w3.org/2006/12/xml-c14n11#WithComments': { kind: 'inclusive-1.1', comments: true },
  [exclusiveC14n]: { kind: 'exclusive', comments: false },
  [`${exclusiveC14n}WithComments`]: { kind: 'exclusive', comments: true },
};

/** What two public programs of edXML write for the exclusive method: the address of its draft, which names nothing. */
export const misnamedExclusive = 'http://www.w3.org/TR/xml-exc-c14n#';

/** What applies where a node-set meets a digest and no method is named (XMLDSig §4.4.3.2). */
export const defaultMethod: C14nMethod = { kind: 'inclusive', comments: false, prefixes: new Set() };

/** What this library signs with. */
export const exclusiveMethod: C14nMethod = { kind: 'exclusive', comments: false, prefixes: new Set() };

/**
 * Of a CanonicalizationMethod or Transform element; `undefined` when its algorithm is no canonicalisation known here.
 * Only the legacy policy takes a method under a wrong name.
 * @throws UnreadableError for parameters that are not InclusiveNamespaces of an exclusive method
 */
export function readMethod(element: XmlElement, policy: SignaturePolicy = 'standard'): C14nMethod | undefined {
  const uri = attributeOf(element, 'Algorithm') ?? '';
  const misnamed = policy === 'legacy' && uri === misnamedExclusive;
  const name = misnamed ? exclusiveC14n : uri;
  const method = Object.hasOwn(known, name) ? known[name] : undefined;
  return method && { ...method, prefixes: readPrefixes(element, method.kind), ...(misnamed && { misnamed }) };
}

/** Exclusive XML Canonicalization §4: `<InclusiveNamespaces PrefixList="a b #default"/>`, at most once. */
function readPrefixes(element: XmlElement, kind: C14nMethod['kind']): ReadonlySet<string> {
  const parameters = elementsOf(element);
  const [parameter] = parameters;
  if (!parameter) return new Set();
  const expected = kind === 'exclusive' && parameter.local === 'InclusiveNamespaces' && parameter.namespace === exclusiveC14n;
  if (!expected || parameters.length > 1) throw unsupported('reference.transform', `parameter ${parameter.local} of a canonicalisation`);
  const listed = (attributeOf(parameter, 'PrefixList') ?? '').split(/[ \t\r\n]+/).filter((prefix) => prefix !== '');
  return new Set(listed.map((prefix) => (prefix === '#default' ? '' : prefix)));
}
