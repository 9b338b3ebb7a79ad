import type { Certificate } from '../model';
import { DerReader, type Element, tags } from './der';
import { type Attribute, readRdn, readRdns } from './name';
import { readText } from './values';

/** Between type and value, attributes, RDNs, and before what is no text: control characters, which no prepared value contains. */
const [inValue, inRdn, inName, noText] = ['\u0001', '\u0002', '\u0003', '\u0004'];

const texts: ReadonlySet<number> = new Set([
  ...[tags.utf8String, tags.numericString, tags.printableString, tags.ia5String, tags.visibleString, tags.universalString],
  tags.bmpString,
]);

interface Keys {
  readonly rdns: readonly string[];
  readonly whole: string;
}

const known = new WeakMap<Uint8Array, Keys>();

/**
 * One string an RDN of a DER Name, equal for names that RFC 5280 §7.1 calls equal: text of any string type is compared without regard to case,
 * compatibility forms and insignificant space; values of other types, TeletexString among them, octet by octet.
 */
export const rdnKeys = (name: Uint8Array): readonly string[] => keysOf(name).rdns;

/** Equal for names that are equal by RFC 5280 §7.1, see `rdnKeys`. */
export const nameKey = (name: Uint8Array): string => keysOf(name).whole;

/** `nameKey` of a name with one more RDN, given as the contents of its SET (§4.2.1.13, nameRelativeToCRLIssuer). */
export function relativeNameKey(name: Uint8Array, rdn: Uint8Array): string {
  const set = new DerReader(rdn, 'certificate-malformed', 'relative name');
  return [...rdnKeys(name), keyOf(set, readRdn(set))].join(inName);
}

export const isSameName = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0 || nameKey(a) === nameKey(b);

/** §6.1: the same name as subject and issuer, whoever's key signed. */
export const isSelfIssued = ({ subjectDer, issuerDer }: Certificate): boolean => isSameName(subjectDer, issuerDer);

function keysOf(name: Uint8Array): Keys {
  const keys = known.get(name) ?? readKeys(name);
  known.set(name, keys);
  return keys;
}

function readKeys(name: Uint8Array): Keys {
  const outer = new DerReader(name, 'certificate-malformed', 'name');
  const reader = outer.enter(tags.sequence);
  outer.end();
  const rdns = readRdns(reader).map((rdn) => keyOf(reader, rdn));
  return { rdns, whole: rdns.join(inName) };
}

function keyOf(reader: DerReader, rdn: readonly Attribute[]): string {
  return rdn
    .map(({ oid, value }) => oid + inValue + valueKey(reader, value))
    .sort()
    .join(inRdn);
}

const valueKey = (reader: DerReader, value: Element): string =>
  texts.has(value.tag) ? prepare(readText(reader, value)) : noText + Buffer.from(value.der).toString('hex');

/** RFC 4518 §2: map, fold case, normalise, take away insignificant space. Folding by upper case first joins ß with ss and ς with σ. */
function prepare(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return squeeze(text.toLowerCase());
  const mapped = text.replace(/[\t-\r\u0085]/g, ' ').replace(/[\u034f\u1806\p{Cc}\p{Cf}\p{VS}\ufffc]/gu, '');
  const folded = mapped.normalize('NFKC').toUpperCase().toLowerCase().replaceAll('ς', 'σ').normalize('NFKC');
  return squeeze(folded.replace(/\p{Zs}|\p{Zl}|\p{Zp}/gu, ' '));
}

const squeeze = (text: string): string => text.trim().replace(/ {2,}/g, ' ');
