import type { XmlElement } from '@lienthong/xml';
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
  const parts = new Map<string, XmlElement>();
  for (const element of document.elements) {
    const name = element.local.toLowerCase();
    const home = skeleton.get(name);
    if (home === undefined) continue;
    if (parts.has(name)) throw reading.wrongAt('edxml.repeated', element.local, element.start);
    parts.set(name, element);
    if (!isEdxmlNamespace(element.namespace)) throw reading.wrongAt('edxml.foreign-element', element.local, element.start);
    if ((element.parent?.local.toLowerCase() ?? '') !== home) throw reading.wrongAt('edxml.structure', element.local, element.start);
  }
  requireVocabulary(reading, parts);
}

/**
 * What has a name of the standard has its namespace too, and stands in the part of the message that it belongs to: not beside what is signed, nor in
 * the signature, where it may be found first by whoever looks for names alone. Inside of signatures other vocabularies may have such names.
 */
function requireVocabulary(reading: Reading, parts: ReadonlyMap<string, XmlElement>): void {
  let passed = 0;
  for (const element of reading.document.elements) {
    const isSigning = element.start < passed;
    if (element.local === 'Signature' && !isSigning) passed = element.end;
    const homes = vocabulary.get(element.local);
    if (!homes) continue;
    const isOurs = isEdxmlNamespace(element.namespace);
    if (!isOurs && !isSigning) throw reading.wrongAt('edxml.foreign-element', element.local, element.start);
    if (isOurs && !homes.some((home) => holds(parts.get(home), element)))
      throw reading.wrongAt('edxml.structure', element.local, element.start);
  }
}

const holds = (part: XmlElement | undefined, { start, end }: XmlElement): boolean =>
  part !== undefined && part.start < start && end < part.end;
