import { TrustError } from '../model';
import { context, DerReader, type Element, tags } from '../x509/der';
import * as der from './der';
import * as oids from './oids';
import { verifyTimestamp } from '../timestamp/response';
import { readOne } from './verify';

/** What a time stamp of the only signature of a message must stamp: its value (ETSI EN 319 122-1 §5.3). */
export const cmsTimestampContent = (p7s: Uint8Array): Uint8Array => readOne(p7s).info.signature;

/**
 * Raises a CAdES-B signature to CAdES-T: the token becomes an unsigned attribute, everything else keeps its bytes.
 * @throws TrustError when the token does not stamp this signature, or there are unsigned attributes already
 */
export function addTimestamp(p7s: Uint8Array, token: Uint8Array): Uint8Array {
  const { info } = readOne(p7s);
  if (info.unsigned.size > 0) throw new TrustError('cms-malformed', 'adding a time-stamp: the signature has unsigned attributes already');
  verifyTimestamp(token, info.signature);
  const outer = new DerReader(p7s, 'cms-malformed', 'CMS').enter(tags.sequence);
  const type = outer.next().der;
  const fields = members(outer.enter(context(0)).enter(tags.sequence));
  const [signers, ...before] = fields.reverse();
  const signer = signers && new DerReader(signers.value, 'cms-malformed', 'CMS').next(tags.sequence).value;
  if (!signer) throw new TrustError('cms-malformed', 'adding a time-stamp: no signer');
  const stamped = der.write(tags.sequence, signer, der.tagged(1, der.attribute(oids.signatureTimeStamp, token)));
  const signedData = der.sequence(...before.reverse().map((field) => field.der), der.setOf(stamped));
  return der.sequence(type, der.tagged(0, signedData));
}

function members(reader: DerReader): Element[] {
  const found: Element[] = [];
  while (!reader.done) found.push(reader.next());
  return found;
}
