import { attributeOf, type XmlElement } from '@lienthong/xml';
import type { Change } from './change';
import { partsOf } from './xsd-nodes';

/** Each built-in type and the one that takes every text of it. */
const wider: Readonly<Record<string, string>> = {
  byte: 'short',
  short: 'int',
  int: 'long',
  long: 'integer',
  unsignedByte: 'unsignedShort',
  unsignedShort: 'unsignedInt',
  unsignedInt: 'unsignedLong',
  unsignedLong: 'nonNegativeInteger',
  positiveInteger: 'nonNegativeInteger',
  negativeInteger: 'nonPositiveInteger',
  nonNegativeInteger: 'integer',
  nonPositiveInteger: 'integer',
  integer: 'decimal',
  token: 'normalizedString',
  normalizedString: 'string',
  language: 'token',
  Name: 'token',
  NCName: 'Name',
  NMTOKEN: 'token',
};

const unbounded = ['string', 'normalizedString', 'token', 'anySimpleType', 'anyType'];

/** Does the second built-in type take every text of the first? */
export function isWider(older: string, newer: string): boolean {
  if (unbounded.includes(newer) && older !== 'anyType' && older !== 'anySimpleType') return true;
  for (let one: string | undefined = older; one !== undefined; one = wider[one]) if (one === newer) return true;
  return older === 'anySimpleType' && newer === 'anyType';
}

const upper = ['maxLength', 'maxInclusive', 'maxExclusive', 'totalDigits', 'fractionDigits'];
const lower = ['minLength', 'minInclusive', 'minExclusive'];

/** Facets that are new or tighter. Numbers are compared; dates and the like must stay as they are. */
export function facetsNarrowed(a: XmlElement, b: XmlElement, at: string): Change[] {
  if (valuesOf(a, 'whiteSpace').join() !== valuesOf(b, 'whiteSpace').join()) return [{ at: `${at}/whiteSpace`, rule: 'undecided' }];
  const kinds = [...new Set(partsOf(b).map(({ local }) => local))].filter((local) => local !== 'simpleType');
  return kinds.flatMap((kind): Change[] => {
    const [had, has] = [valuesOf(a, kind), valuesOf(b, kind)];
    if (kind === 'enumeration' || kind === 'pattern') {
      const isKept = had.length > 0 && had.every((value) => has.includes(value));
      return isKept ? [] : [{ at: `${at}/${kind}`, rule: kind === 'pattern' ? 'pattern' : 'values' }];
    }
    return follows(kind, had[0], has[0]) ? [] : [{ at: `${at}/${kind}`, rule: 'limit' }];
  });
}

const valuesOf = (restriction: XmlElement, kind: string): string[] =>
  partsOf(restriction)
    .filter(({ local }) => local === kind)
    .map((facet) => attributeOf(facet, 'value') ?? '');

function follows(kind: string, had: string | undefined, has: string | undefined): boolean {
  if (had === undefined || has === undefined) return false;
  if (had === has) return true;
  const [before, after] = [Number(had), Number(has)];
  if (Math.max(Math.abs(before), Math.abs(after)) > Number.MAX_SAFE_INTEGER) return false;
  return (upper.includes(kind) && before <= after) || (lower.includes(kind) && before >= after);
}
