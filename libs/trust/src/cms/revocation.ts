import type { Certificate } from '../model';
import { context, DerReader, tags } from '../x509/der';
import { readOid } from '../x509/values';
import { allValues, type Attributes } from './attributes';
import { readCertificates } from './certificates';
import * as der from './der';
import * as oids from './oids';

/** DER of CRLs and of OCSP responses. */
export interface RevocationInfo {
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
}

const maxItems = 256;

/** RevocationInfoChoices: CRLs, and OCSP responses as RFC 5940 puts them there; other forms are passed over. */
export function readRevocationInfo(items: DerReader): RevocationInfo {
  const crls: Uint8Array[] = [];
  const ocsps: Uint8Array[] = [];
  for (let count = 0; !items.done; count++) {
    if (count === maxItems) throw items.fail(`more than ${maxItems} pieces of revocation information`);
    const item = items.next();
    if (item.tag === tags.sequence) crls.push(item.der);
    if (item.tag !== context(1)) continue;
    const other = items.inside(item);
    if (readOid(other) === oids.ocspResponse) ocsps.push(other.next(tags.sequence).der);
  }
  return { crls, ocsps };
}

/** What the attributes of a signer bring along (EN 319 122-1 annex A.1, ISO 32000-2 §12.8.3.3.2). Throws for values that cannot be read. */
export function attachedValues(
  signed: Attributes,
  unsigned: Attributes,
): RevocationInfo & { readonly certificates: readonly Certificate[] } {
  const certificates = allValues(unsigned, oids.certificateValues).flatMap((value) => readCertificates(open(value)));
  const all = [...allValues(unsigned, oids.revocationValues).map(valuesIn), signedValues(signed)];
  return { certificates, crls: all.flatMap(({ crls }) => crls), ocsps: all.flatMap(({ ocsps }) => ocsps) };
}

/** Adobe's attribute: whatever proves when the signature was made proves it of these as well. */
export function signedValues(signed: Attributes): RevocationInfo {
  const all = allValues(signed, oids.revocationArchival).map((value) => readValues(open(value), (response) => response));
  return { crls: all.flatMap(({ crls }) => crls), ocsps: all.flatMap(({ ocsps }) => ocsps) };
}

/** Of one revocation-values attribute. */
export const valuesIn = (value: Uint8Array): RevocationInfo => readValues(open(value), wrapBasic);

const open = (value: Uint8Array): DerReader => new DerReader(value, 'cms-malformed', 'validation data').enter(tags.sequence);

/** `[0]` CRLs, `[1]` OCSP responses, `[2]` others, all of them optional. */
function readValues(reader: DerReader, asResponse: (ocsp: Uint8Array) => Uint8Array): RevocationInfo {
  const crls = reader.optional(context(0));
  const ocsps = reader.optional(context(1));
  return {
    crls: crls ? list(reader.inside(crls)) : [],
    ocsps: ocsps ? list(reader.inside(ocsps)).map(asResponse) : [],
  };
}

function list(wrapper: DerReader): Uint8Array[] {
  const items = wrapper.enter(tags.sequence);
  const found: Uint8Array[] = [];
  while (!items.done) {
    if (found.length === maxItems) throw items.fail(`more than ${maxItems} pieces of revocation information`);
    found.push(items.next(tags.sequence).der);
  }
  return found;
}

/** An OCSPResponse that is successful, around a bare BasicOCSPResponse (RFC 6960 §4.2.1). */
function wrapBasic(basic: Uint8Array): Uint8Array {
  const bytes = der.sequence(der.oid(oids.basicOcsp), der.octets(basic));
  return der.sequence(der.enumerated(0), der.tagged(0, bytes));
}
