import type { XmlDocument, XmlElement } from '@lienthong/xml';
import { isEdxmlNamespace, skeleton, vocabulary } from '../names';
import type { Reading } from './reading';

/**
 * What carries the message stands once and where it belongs, signatures and what they hold included: whoever looks for it by name alone finds
 * the same as we do. @throws Failure `edxml.root`, `edxml.repeated`, `edxml.structure` or `edxml.foreign-element`
 */
export function requireSkeleton(reading: Reading): void {
  const { document } = reading;
  const { root } = document;
  if (root.local.toLowerCase() !== 'edxml' || root.namespace === '' || !isEdxmlNamespace(root.namespace))
    throw reading.wrongAt('edxml.root', root.local, root.start);
  const seen = new Set<string>();
  for (const element of document.elements) {
    const name = element.local.toLowerCase();
    const home = skeleton.get(name);
    if (home === undefined) continue;
    if (seen.has(name)) throw reading.wrongAt('edxml.repeated', element.local, element.start);
    seen.add(name);
    if (!isEdxmlNamespace(element.namespace)) throw reading.wrongAt('edxml.foreign-element', element.local, element.start);
    if ((element.parent?.local.toLowerCase() ?? '') !== home) throw reading.wrongAt('edxml.structure', element.local, element.start);
  }
  const foreign = foreignIn(document);
  if (foreign) throw reading.wrongAt('edxml.foreign-element', foreign.local, foreign.start);
}

/** The first element outside of signatures that has a name of the standard and not its namespace. */
function foreignIn({ elements }: XmlDocument): XmlElement | undefined {
  let passed = 0;
  for (const element of elements) {
    if (element.start < passed) continue;
    if (element.local === 'Signature') passed = element.end;
    else if (!isEdxmlNamespace(element.namespace) && vocabulary.has(element.local)) return element;
  }
  return undefined;
}
