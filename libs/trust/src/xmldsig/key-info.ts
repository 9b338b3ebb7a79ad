import type { KeyObject } from 'node:crypto';
import { attributeOf, elementsOf, plainTextOf, type XmlElement } from '@lienthong/xml';
import { type Certificate, TrustError } from '../model';
import { parseCertificate } from '../x509/certificate';
import { decodeBase64 } from './base64';
import type { FileContext } from './context';
import { readDigestMethod } from './digest';
import type { Findings } from './findings';
import { readKeyValue } from './key-value';
import { ds, dsig11, isNamed } from './names';
import { type CertificatePointer, serialPointer } from './pointer';
import { beyond, unsupported } from './refuse';

/** What a KeyInfo says of the signer (XMLDSig §4.5). It is not signed, unless a reference covers it. */
export interface KeyInfo {
  readonly certificates: Certificate[];
  readonly crls: Uint8Array[];
  /** Descriptions of a certificate that the caller may have. */
  readonly pointers: CertificatePointer[];
  /** A bare key: good for a calculation, never for a signer. */
  key?: KeyObject;
}

export const maxCertificates = 40;

/** @throws UnreadableError `key.retrieval` for a key that lies elsewhere, or `xml.limit` */
export function readKeyInfo(keyInfo: XmlElement | undefined, context: FileContext, findings: Findings): KeyInfo {
  const found: KeyInfo = { certificates: [], crls: [], pointers: [] };
  if (!keyInfo) return found;
  for (const item of elementsOf(keyInfo).flatMap((one) => retrieved(one, keyInfo, context))) {
    if (item.local === 'X509Data' && item.namespace === keyInfo.namespace)
      for (const part of elementsOf(item)) readPart(part, found, context, findings);
    else if (isNamed(item, ds, 'KeyValue') || isNamed(item, dsig11, 'DEREncodedKeyValue'))
      found.key ??= readKeyValue(context.document, item);
  }
  return found;
}

/** A RetrievalMethod stands for X509Data elsewhere in the document; any other is refused. */
function retrieved(item: XmlElement, keyInfo: XmlElement, { ids }: FileContext): XmlElement {
  if (item.local !== 'RetrievalMethod' || item.namespace !== keyInfo.namespace) return item;
  const uri = attributeOf(item, 'URI') ?? '';
  const target = uri.startsWith('#') ? ids.get(uri.slice(1)) : undefined;
  const usable = attributeOf(item, 'Type') === `${ds}X509Data` && elementsOf(item).length === 0;
  if (!usable || target === undefined || target === 'many' || !isNamed(target, keyInfo.namespace, 'X509Data'))
    throw unsupported('key.retrieval', 'a key that is kept elsewhere');
  return target;
}

function readPart(part: XmlElement, found: KeyInfo, { document }: FileContext, findings: Findings): void {
  const text = plainTextOf(document, part) ?? '';
  const bytes = (): Buffer => decodeBase64(text) ?? Buffer.alloc(0);
  switch (part.local) {
    case 'X509Certificate':
      return addCertificate(found.certificates, bytes(), findings);
    case 'X509CRL':
      if (text !== '') found.crls.push(bytes());
      break;
    case 'X509SKI':
      found.pointers.push({ kind: 'key-id', keyId: bytes() });
      break;
    case 'X509IssuerSerial':
      found.pointers.push(...elementsOf(part).flatMap((one) => serialOf(document, one)));
      break;
    case 'X509Digest': {
      const digest = readDigestMethod(part);
      if (digest && !digest.weak) found.pointers.push({ kind: 'digest', algorithm: digest.name, digest: bytes() });
    }
  }
}

function serialOf(document: FileContext['document'], element: XmlElement): CertificatePointer[] {
  const pointer = element.local === 'X509SerialNumber' ? serialPointer(plainTextOf(document, element) ?? '') : undefined;
  return pointer ? [pointer] : [];
}

/** One that cannot be read is told and passed over: it may be an old root that nobody needs. */
export function addCertificate(to: Certificate[], der: Uint8Array, findings: Findings): void {
  if (to.length >= maxCertificates) throw beyond('certificates of one signature');
  try {
    const certificate = parseCertificate(der);
    if (!to.some(({ fingerprint }) => fingerprint === certificate.fingerprint)) to.push(certificate);
  } catch (error) {
    if (!(error instanceof TrustError)) throw error;
    findings.add('certificate.malformed', 'warning', { reason: error.message });
  }
}
