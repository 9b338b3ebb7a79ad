import { TrustError } from '../model';
import * as der from './der';
import * as oids from './oids';
import { readSignedData } from './signed-data';
import { verifyTimestamp } from './timestamp';

/**
 * Raises a CAdES-B signature to CAdES-T: the token becomes an unsigned attribute, everything else keeps its bytes.
 * @throws TrustError when the token does not stamp this signature, or there are unsigned attributes already
 */
export function addTimestamp(p7s: Uint8Array, token: Uint8Array): Uint8Array {
  const { signer } = readSignedData(p7s, 'cms-malformed');
  if (signer.unsigned.size > 0) throw new TrustError('cms-malformed', 'adding a time-stamp: the signature has unsigned attributes already');
  verifyTimestamp(token, signer.signature);
  const tree = der.decode(p7s, 'cms-malformed');
  const signedData = child(tree, 1, 0);
  const signerInfo = child(signedData, children(signedData).length - 1, 0);
  children(signerInfo).push(der.tagged(1, der.attribute(oids.signatureTimeStamp, der.decode(token, 'timestamp-malformed'))));
  return der.encode(tree);
}

/** `readSignedData` has already checked the shape. */
function child(node: der.Node, ...path: readonly number[]): der.Node {
  const found = path.reduce<der.Node | undefined>((at, index) => at && children(at)[index], node);
  if (!found) throw new TrustError('cms-malformed', 'adding a time-stamp: not SignedData');
  return found;
}

const children = (node: der.Node): der.Node[] => (typeof node.value === 'string' ? [] : node.value);
