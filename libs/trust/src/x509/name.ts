import { type DerReader, tags } from './der';
import { readOid, readText } from './values';

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

/** Readable form of a Name in the order of its encoding: `C=VN, O=…, CN=…`. For people and logs of operators, never for comparison. */
export function readName(reader: DerReader): string {
  const parts: string[] = [];
  while (!reader.done) {
    const set = reader.enter(tags.set);
    const joined: string[] = [];
    do joined.push(readAttribute(set.enter(tags.sequence)));
    while (!set.done);
    parts.push(joined.join('+'));
  }
  return parts.join(', ');
}

function readAttribute(reader: DerReader): string {
  const oid = readOid(reader);
  const value = reader.next();
  reader.end();
  const text = readText(reader, value)
    .replace(/[\\,+"<>;=]/g, '\\$&')
    .replace(/\p{Cc}/gu, '\uFFFD');
  return `${shortNames[oid] ?? oid}=${text}`;
}
