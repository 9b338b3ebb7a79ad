import { verifyTimestamp } from '../timestamp/response';
import { UnreadableError } from '../verdict/found';
import { canonicalize } from './c14n/canonicalize';
import { exclusiveMethod } from './c14n/method';
import { insertText, openXml, type OpenedXml } from './insert';
import { readSignature, type SignatureMarkup } from './markup';
import { ds, isNamed } from './names';
import { writeTimestamp } from './write';
import { readProperties } from './xades/properties';

/**
 * What a time-stamp of the signature with that Id must stamp: its SignatureValue element (EN 319 132-1 §5.3), in exclusive canonical form.
 * @throws UnreadableError `sign.place` when there is no such signature
 */
export function xmlTimestampContent(document: Uint8Array, id: string): Uint8Array {
  const opened = openXml(document);
  return stampedContent(opened, signatureOf(opened, id));
}

/**
 * Raises a XAdES-B-B signature to B-T; every octet of the document stays as it is. A signature over this one, made before, breaks.
 * @throws UnreadableError `sign.place` when it is no XAdES signature, or has unsigned properties already
 * @throws TrustError when the token does not stamp this signature
 */
export function addXmlTimestamp(document: Uint8Array, id: string, token: Uint8Array): Uint8Array {
  const opened = openXml(document);
  const signature = signatureOf(opened, id);
  const properties = readProperties(signature);
  if (!properties?.signed || properties.hasUnsigned) throw refused('the signature is not XAdES, or has unsigned properties already');
  verifyTimestamp(token, stampedContent(opened, signature));
  return insertText(document, opened, properties.element.close, writeTimestamp(token));
}

function signatureOf({ document, ids }: OpenedXml, id: string): SignatureMarkup {
  const element = ids.get(id);
  if (!element || element === 'many' || !isNamed(element, ds, 'Signature')) throw refused(`no one signature has the Id ${id}`);
  return readSignature(document, element);
}

function stampedContent({ document }: OpenedXml, { valueElement }: SignatureMarkup): Buffer {
  return canonicalize({ document, apex: valueElement, comments: false }, exclusiveMethod, { left: Number.POSITIVE_INFINITY });
}

const refused = (reason: string): UnreadableError => new UnreadableError('unsupported', 'sign.place', `adding a time-stamp: ${reason}`);
