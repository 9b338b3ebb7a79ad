import { hash } from 'node:crypto';
import type { Certificate } from '../model';
import { escapeText, escapeValue } from './c14n/escape';
import { exclusiveC14n } from './c14n/method';
import { ds, envelopedTransform, signedPropertiesType, xades } from './names';

/** A reference with the digest of what it means. */
export interface SignedReference {
  readonly id: string;
  readonly uri: string;
  readonly digest: Uint8Array;
  readonly mimeType: string;
  /** XML of the document, canonicalised; content from outside is digested as it is. */
  readonly nodes: boolean;
  /** The signature lies inside. */
  readonly enveloping: boolean;
}

const sha256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** An element of which the name is ours, the attributes are escaped and the content is mark-up already. */
function element(name: string, attributes: Readonly<Record<string, string>>, ...content: readonly string[]): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeValue(value)}"`);
  return `<${name}${written.join('')}>${content.join('')}</${name}>`;
}

const algorithm = (name: string, uri: string): string => element(name, { Algorithm: uri });
const digested = (digest: Uint8Array): string => algorithm('ds:DigestMethod', sha256) + element('ds:DigestValue', {}, base64(digest));

export function writeSignature(id: string, ...parts: readonly string[]): string {
  return element('ds:Signature', { 'xmlns:ds': ds, Id: id }, ...parts);
}

export function writeSignedInfo(id: string, method: string, references: readonly SignedReference[], propertiesDigest: Uint8Array): string {
  const properties = writeReference(
    { URI: `#${id}-properties`, Type: signedPropertiesType },
    algorithm('ds:Transform', exclusiveC14n),
    propertiesDigest,
  );
  return element(
    'ds:SignedInfo',
    {},
    algorithm('ds:CanonicalizationMethod', exclusiveC14n),
    algorithm('ds:SignatureMethod', method),
    ...references.map((one) => writeReference({ Id: one.id, URI: one.uri }, transformsOf(one), one.digest)),
    properties,
  );
}

const transformsOf = ({ nodes, enveloping }: SignedReference): string =>
  (enveloping ? algorithm('ds:Transform', envelopedTransform) : '') + (nodes ? algorithm('ds:Transform', exclusiveC14n) : '');

function writeReference(attributes: Readonly<Record<string, string>>, transforms: string, digest: Uint8Array): string {
  return element('ds:Reference', attributes, transforms === '' ? '' : element('ds:Transforms', {}, transforms), digested(digest));
}

export const writeValue = (id: string, value: Uint8Array): string => element('ds:SignatureValue', { Id: `${id}-value` }, base64(value));

export function writeKeyInfo(chain: readonly Certificate[]): string {
  const certificates = chain.map(({ der }) => element('ds:X509Certificate', {}, base64(der)));
  return element('ds:KeyInfo', {}, element('ds:X509Data', {}, ...certificates));
}

/** EN 319 132-1 §5.2: SigningTime, SigningCertificateV2, and a DataObjectFormat for each reference. */
export function writeProperties(id: string, signer: Certificate, at: Date, references: readonly SignedReference[]): string {
  const certificate = element('xades:Cert', {}, element('xades:CertDigest', {}, digested(hash('sha256', signer.der, 'buffer'))));
  const formats = references.map(({ id: reference, mimeType }) =>
    element('xades:DataObjectFormat', { ObjectReference: `#${reference}` }, element('xades:MimeType', {}, escapeText(mimeType))),
  );
  const signed = element(
    'xades:SignedProperties',
    { Id: `${id}-properties` },
    element(
      'xades:SignedSignatureProperties',
      {},
      element('xades:SigningTime', {}, `${at.toISOString().slice(0, 19)}Z`),
      element('xades:SigningCertificateV2', {}, certificate),
    ),
    element('xades:SignedDataObjectProperties', {}, ...formats),
  );
  return element('ds:Object', {}, element('xades:QualifyingProperties', { 'xmlns:xades': xades, Target: `#${id}` }, signed));
}

/** Its own namespace declarations: which prefixes the signature uses is its signer's affair. */
export function writeTimestamp(token: Uint8Array): string {
  const stamp = element('xades:EncapsulatedTimeStamp', {}, base64(token));
  return element(
    'xades:UnsignedProperties',
    { 'xmlns:xades': xades, 'xmlns:ds': ds },
    element(
      'xades:UnsignedSignatureProperties',
      {},
      element('xades:SignatureTimeStamp', {}, algorithm('ds:CanonicalizationMethod', exclusiveC14n), stamp),
    ),
  );
}
