import { constants, createHmac, type KeyObject, sign } from 'node:crypto';
import { decodeXml, idsOf, parseXml } from '@lienthong/xml';
import type { Certificate } from '../../model';
import type { ReadOptions } from '../../verdict/found';
import { canonicalize } from '../c14n/canonicalize';
import type { FileContext } from '../context';
import { digestOf, readDigestMethod } from '../digest';
import { readSignature, type SignatureMarkup } from '../markup';
import { isNamed, ds } from '../names';
import { dereference } from '../reference';

export const exc = 'http://www.w3.org/2001/10/xml-exc-c14n#';
export const c14n = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
export const enveloped = `${ds}enveloped-signature`;
const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
export const sha256 = 'http://www.w3.org/2001/04/xmlenc#sha256';

export interface DraftReference {
  /** `null`: no URI at all. */
  readonly uri: string | null;
  /** Algorithms, or whole Transform elements. */
  readonly transforms?: readonly string[];
  readonly type?: string;
  readonly digest?: string;
}

export interface Draft {
  readonly references?: readonly DraftReference[];
  readonly canonicalization?: string;
  /** Algorithm, or a whole SignatureMethod element. */
  readonly method?: string;
  readonly certificate?: Certificate;
  /** Instead of X509Data with the certificate. */
  readonly keyInfo?: string;
  /** Object elements. */
  readonly objects?: string;
  readonly id?: string;
}

const of = (name: string, algorithm: string): string => (algorithm.startsWith('<') ? algorithm : `<${name} Algorithm="${algorithm}"/>`);
/** Base64 that stands for a digest or the value until it is known. */
const blank = (what: string): string => Buffer.from(`@${what}@`).toString('base64');

/** Mark-up of a signature whose digests and value are blanks. */
export function draft({ references = [{ uri: '', transforms: [enveloped, exc] }], ...rest }: Draft): string {
  const { canonicalization = exc, method = rsaSha256, certificate, id = 'sig', objects = '' } = rest;
  const items = references.map(({ uri, transforms = [], type, digest = sha256 }, index) => {
    const attributes = `${uri === null ? '' : ` URI="${uri}"`}${type === undefined ? '' : ` Type="${type}"`}`;
    const list = transforms.length === 0 ? '' : `<Transforms>${transforms.map((one) => of('Transform', one)).join('')}</Transforms>`;
    return `<Reference${attributes}>${list}${of('DigestMethod', digest)}<DigestValue>${blank(String(index))}</DigestValue></Reference>`;
  });
  const x509 = certificate
    ? `<X509Data><X509Certificate>${Buffer.from(certificate.der).toString('base64')}</X509Certificate></X509Data>`
    : '';
  const keyInfo = rest.keyInfo ?? (x509 && `<KeyInfo>${x509}</KeyInfo>`);
  const info = `<SignedInfo>${of('CanonicalizationMethod', canonicalization)}${of('SignatureMethod', method)}${items.join('')}</SignedInfo>`;
  return `<Signature xmlns="${ds}" Id="${id}">${info}<SignatureValue>${blank('value')}</SignatureValue>${keyInfo}${objects}</Signature>`;
}

/** Fills in the blanks of the first signature of a document: every digest that can be made, then the value. */
export function seal(document: string, mathematics: (data: Uint8Array) => Uint8Array, options: ReadOptions = {}): string {
  const { markup, context } = open(document, options);
  const digested = markup.references.reduce((text, reference, index) => {
    const octets = attempt(() => dereference(reference, markup, context)?.octets);
    const algorithm = readDigestMethod(reference.digestMethod);
    return octets && algorithm ? text.replace(blank(String(index)), digestOf(algorithm, octets).toString('base64')) : text;
  }, document);
  const filled = open(digested, options);
  const data = canonicalize(
    { document: filled.context.document, apex: filled.markup.signedInfo, comments: true },
    filled.markup.canonicalization,
    { left: 1e7 },
  );
  return digested.replace(blank('value'), Buffer.from(mathematics(data)).toString('base64'));
}

export const rsa =
  (key: KeyObject, digest = 'sha256', saltLength?: number) =>
  (data: Uint8Array): Buffer =>
    sign(digest, data, saltLength === undefined ? key : { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength });
export const ecdsa =
  (key: KeyObject, digest: string) =>
  (data: Uint8Array): Buffer =>
    sign(digest, data, { key, dsaEncoding: 'ieee-p1363' });
export const hmac =
  (secret: Uint8Array) =>
  (data: Uint8Array): Buffer =>
    createHmac('sha256', secret).update(data).digest();

function open(text: string, options: ReadOptions): { markup: SignatureMarkup; context: FileContext } {
  const document = parseXml(decodeXml(Buffer.from(text)).text);
  const signatures = document.elements.filter((one) => one.local === 'Signature');
  const context = { document, signatures, options, ids: idsOf(document), budget: { left: 1e7 }, outside: { left: 1e7 } };
  const element = signatures.find((one) => isNamed(one, one.namespace, 'Signature') && one.first);
  if (!element) throw new Error('the draft has no signature');
  return { markup: readSignature(document, element), context };
}

function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}
