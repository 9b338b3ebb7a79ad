import { type DerReader, type Element, tags } from '../x509/der';
import { readOid } from '../x509/values';
import { inDerOrder, write } from './der';

/** Attribute of a signer (RFC 5652 §5.3): the values of each time that it is there. */
export type Attributes = ReadonlyMap<string, readonly (readonly Uint8Array[])[]>;

export const noAttributes: Attributes = new Map();

const maxAttributes = 64;
const maxValues = 64;

export function readAttributes(items: DerReader): Attributes {
  const found = new Map<string, (readonly Uint8Array[])[]>();
  for (let count = 0; !items.done; count++) {
    if (count === maxAttributes) throw items.fail(`more than ${maxAttributes} attributes`);
    const attribute = items.enter(tags.sequence);
    const type = readOid(attribute);
    const values = readValues(attribute.enter(tags.set));
    attribute.end();
    found.set(type, [...(found.get(type) ?? []), values]);
  }
  return found;
}

function readValues(set: DerReader): Uint8Array[] {
  const values: Uint8Array[] = [];
  do {
    if (values.length === maxValues) throw set.fail(`more than ${maxValues} values`);
    values.push(set.next().der);
  } while (!set.done);
  return values;
}

/** DER of the one value of an attribute that must be there exactly once with one value; `'many'` when it breaks that. */
export function onlyValue(attributes: Attributes, type: string): Uint8Array | 'many' | undefined {
  const instances = attributes.get(type);
  if (!instances) return undefined;
  const [values] = instances;
  const [value] = values ?? [];
  return instances.length === 1 && values?.length === 1 && value ? value : 'many';
}

/** Every value of an attribute that may be there several times. */
export const allValues = (attributes: Attributes, type: string): readonly Uint8Array[] => (attributes.get(type) ?? []).flat();

/**
 * What the signature covers (RFC 5652 §5.4): the attributes, which travel as `[0] IMPLICIT`, as SET OF in DER, so in the order of their
 * encodings; and as they came, where they came in another.
 */
export function signedForms(travelled: Element, items: DerReader): readonly [Uint8Array, ...Uint8Array[]] {
  const members: Uint8Array[] = [];
  while (!items.done) members.push(items.next().der);
  const ordered = write(tags.set, ...inDerOrder(members));
  const received = write(tags.set, travelled.value);
  return Buffer.compare(ordered, received) === 0 ? [ordered] : [ordered, received];
}
