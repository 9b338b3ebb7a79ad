import { hash } from 'node:crypto';
import { parseXml, type XmlElement } from '@lienthong/xml';
import { fileAlgorithm } from '../keys/file-algorithm';
import type { Signer } from '../keys/signer';
import { TrustError } from '../model';
import { UnreadableError } from '../verdict/found';
import { canonicalize } from './c14n/canonicalize';
import { exclusiveMethod } from './c14n/method';
import { insertText, openXml, type OpenedXml } from './insert';
import { ds, isNamed, xades } from './names';
import { translated } from './refuse';
import { type SignReference, toSign } from './sign-reference';
import { schemeToSign, verifyValue } from './scheme';
import { writeKeyInfo, writeProperties, writeSignature, writeSignedInfo, writeValue } from './write';

export interface SignXmlInput {
  /** Each octet of it stays as it is: the signature is inserted. */
  readonly document: Uint8Array;
  readonly signer: Pick<Signer, 'certificateChain' | 'algorithm' | 'sign'>;
  readonly references: readonly SignReference[];
  /** SigningTime, in whole seconds. */
  readonly at: Date;
  /** Id of the signature, an NCName new to the document; Ids of its parts begin with it. */
  readonly id: string;
  /** Id of the element whose last child the signature becomes; the document element unless told. */
  readonly into?: string;
}

/**
 * XAdES-B-B (ETSI EN 319 132-1 §6.3) with exclusive canonicalisation and SHA-256 digests.
 * @throws UnreadableError for a document that `findXmlSignatures` would refuse, `sign.id`, `sign.place` or `sign.reference`
 * @throws TrustError `signature-invalid` when the key may not sign, or is not the certificate's
 */
export async function signXml({ document: bytes, signer, references, at, id, into }: SignXmlInput): Promise<Uint8Array> {
  const opened = openXml(bytes);
  requireNewId(id, opened);
  const place = placeOf(into, opened);
  const [certificate] = signer.certificateChain;
  const chosen = certificate && schemeToSign(certificate.publicKey, fileAlgorithm(signer.algorithm));
  if (!chosen) throw new TrustError('signature-invalid', 'signing XML: the key may not sign so');
  if (references.length === 0) throw refused('sign.reference', 'nothing to sign');
  const digested = references.map((one, index) => toSign(one, `${id}-r${index + 1}`, opened, place));
  const properties = writeProperties(id, certificate, at, digested);
  const propertiesDigest = hash(
    'sha256',
    canonicalPart(id, properties, (one) => isNamed(one, xades, 'SignedProperties')),
    'buffer',
  );
  const info = writeSignedInfo(id, chosen.uri, digested, propertiesDigest);
  const data = canonicalPart(id, info, (one) => isNamed(one, ds, 'SignedInfo'));
  const value = await signer.sign(data);
  if (!verifyValue(chosen.scheme, certificate.publicKey, data, value))
    throw new TrustError('signature-invalid', "signing XML: the key is not the certificate's");
  const signature = writeSignature(id, info, writeValue(id, value), writeKeyInfo(signer.certificateChain), properties);
  return insertText(bytes, opened, place.close, signature);
}

/** Exclusive canonicalisation does not look at what is around: a part is canonical before the document has it. */
function canonicalPart(id: string, part: string, wanted: (element: XmlElement) => boolean): Buffer {
  const document = translated(() => parseXml(writeSignature(id, part)));
  const apex = document.elements.find(wanted);
  if (!apex) throw new TypeError('signing XML: a part was not written');
  return canonicalize({ document, apex, comments: false }, exclusiveMethod, { left: Number.POSITIVE_INFINITY });
}

function requireNewId(id: string, { ids }: OpenedXml): void {
  if (!/^[A-Za-z_][\w.-]{0,99}$/.test(id)) throw refused('sign.id', 'the Id is no name');
  if ([...ids.keys()].some((used) => used.startsWith(id))) throw refused('sign.id', 'the document has that Id already');
}

function placeOf(into: string | undefined, { document, ids }: OpenedXml): XmlElement {
  const place = into === undefined ? document.root : ids.get(into);
  if (!place || place === 'many' || place.close === place.end)
    throw refused('sign.place', 'there is no one element with an end tag to sign in');
  return place;
}

const refused = (code: string, reason: string): UnreadableError => new UnreadableError('unsupported', code, `signing XML: ${reason}`);
