import { childrenOf, isWithin, pathOf, type XmlDocument, type XmlElement } from '@lienthong/xml';
import type { NodeSet } from './c14n/canonicalize';
import type { SignatureMarkup } from './markup';
import { isNamed, xades } from './names';

const schemaInstance = 'http://www.w3.org/2001/XMLSchema-instance';
const shown = 10;

/**
 * What the document says beyond this signature: paths of elements, attributes, texts and instructions that none of the node-sets covers, at
 * most ten. Signatures need no covering, nor do elements around them and around what is covered that say nothing themselves.
 */
export function uncovered(
  document: XmlDocument,
  markup: SignatureMarkup,
  covered: readonly NodeSet[],
  signatures: readonly XmlElement[],
): string[] {
  const found: string[] = [];
  const apexes = new Set(covered.map(({ apex }) => apex));
  const own = markup.element;
  if (!apexes.has(undefined)) {
    for (const node of childrenOf(document)) if (node.kind === 'instruction') found.push('/processing-instruction()');
    const outside = document.elements.filter((one) => !isWithin(one, own));
    collect(document, outside, new Set([...apexes, ...signatures]), new Set(), found);
  }
  const inside = document.elements.filter((one) => one !== own && isWithin(one, own));
  collect(document, inside, new Set([...apexes, ...mechanical(markup)]), new Set(markup.objects), found);
  return found;
}

/** Parts of a signature that say nothing but itself. */
function mechanical({ signedInfo, valueElement, keyInfo, objects }: SignatureMarkup): XmlElement[] {
  const properties = objects.flatMap((object) => [...childrenOf(object)]).filter((one) => one.kind === 'element');
  return [
    signedInfo,
    valueElement,
    ...(keyInfo ? [keyInfo] : []),
    ...properties.filter((one) => isNamed(one, xades, 'QualifyingProperties')),
  ];
}

/** `elements` in document order; subtrees of `known` are passed over, the mark-up of `shells` says nothing. */
function collect(
  document: XmlDocument,
  elements: readonly XmlElement[],
  known: ReadonlySet<XmlElement | undefined>,
  shells: ReadonlySet<XmlElement>,
  found: string[],
): void {
  let passed = 0;
  for (const element of elements) {
    if (element.start < passed) continue;
    if (known.has(element)) passed = element.end;
    else if (found.length < shown) found.push(...ownWords(document, element, shells.has(element)));
    else return;
  }
}

function ownWords({ text }: XmlDocument, element: XmlElement, shell: boolean): string[] {
  const spoken = element.attributes.filter(({ namespace }) => !shell && namespace !== schemaInstance);
  const words = spoken.map(({ name }) => `${pathOf(element)}/@${name}`);
  let children = 0;
  for (const { kind, start, end } of childrenOf(element)) {
    if (kind === 'element') children++;
    else if (kind === 'instruction') words.push(`${pathOf(element)}/processing-instruction()`);
    else if (kind !== 'comment' && !/^[ \t\r\n]*$/.test(text.slice(start, end))) words.push(`${pathOf(element)}/text()`);
  }
  return children === 0 && words.length === 0 && !shell ? [pathOf(element)] : words;
}
