import { type DerReader, type Element, tags } from './der';
import { isText, readOid, readText } from './values';

/** One attribute of a Name, its value undecoded. */
export interface Attribute {
  readonly oid: string;
  readonly value: Element;
}

/** Short names of RFC 4514 §3 and of Vietnamese certificates; others show as their OID. */
const shortNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'title',
  '2.5.4.97': 'organizationIdentifier',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'emailAddress',
};

/** The RDNSequence to the end of the reader, which stands inside the Name. Each RDN has at least one attribute (RFC 5280 §4.1.2.4). */
export function readRdns(reader: DerReader): Attribute[][] {
  const rdns: Attribute[][] = [];
  while (!reader.done) rdns.push(readRdn(reader.enter(tags.set)));
  return rdns;
}

/** The attributes of one RDN to the end of the reader. */
export function readRdn(set: DerReader): Attribute[] {
  const attributes: Attribute[] = [];
  do {
    const attribute = set.enter(tags.sequence);
    attributes.push({ oid: readOid(attribute), value: attribute.next() });
    attribute.end();
  } while (!set.done);
  return attributes;
}

/** Readable form of a Name in the order of its encoding: `C=VN, O=…, CN=…`. For people and logs of operators, never for comparison. */
export function readName(reader: DerReader): string {
  return readRdns(reader)
    .map((rdn) => rdn.map((attribute) => readable(reader, attribute)).join('+'))
    .join(', ');
}

/** Values that are no text show as their DER (RFC 4514 §2.4). */
function readable(reader: DerReader, { oid, value }: Attribute): string {
  const type = shortNames[oid] ?? oid;
  if (!isText(value)) return `${type}=#${Buffer.from(value.der).toString('hex')}`;
  const text = readText(reader, value)
    .replace(/[\\,+"<>;=]/g, '\\$&')
    .replace(/\p{Cc}/gu, '\uFFFD');
  return `${type}=${text}`;
}
