import { hash, sign } from 'node:crypto';
import type { Issued } from '../../../../../libs/trust/src/x509/testing/pki.test-kit';

export const edxmlNamespace = 'http://www.mic.gov.vn/TBT/QCVN_102_2016';
export const dsNamespace = 'http://www.w3.org/2000/09/xmldsig#';
const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';

export interface Signed {
  readonly uri: string;
  /** What is digested. */
  readonly octets: Uint8Array;
  readonly transforms?: readonly string[];
}

export interface Wish {
  readonly by: Issued;
  readonly namespace: string;
  readonly references: readonly Signed[];
  /** What it calls its canonicalisation, which is exclusive whatever that says. */
  readonly canonicalization?: string;
}

const algorithm = (name: string, uri: string): string => `<${name} Algorithm="${uri}"></${name}>`;

function referenceOf({ uri, octets, transforms = [] }: Signed): string {
  const list = transforms.map((one) => algorithm('Transform', one)).join('');
  const digest = `${algorithm('DigestMethod', 'http://www.w3.org/2001/04/xmlenc#sha256')}<DigestValue>${hash('sha256', octets, 'base64')}</DigestValue>`;
  return `<Reference URI="${uri}">${list && `<Transforms>${list}</Transforms>`}${digest}</Reference>`;
}

/** Puts a signature into the header of a document: by hand, without the code that verifies it. Its mark-up is its own canonical form. */
export function signed(text: string, { by, namespace, references, canonicalization = exclusive }: Wish): string {
  const method = algorithm('SignatureMethod', 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256');
  const inner = `${algorithm('CanonicalizationMethod', canonicalization)}${method}${references.map(referenceOf).join('')}`;
  const own = namespace === '' ? '' : ` xmlns="${namespace}"`;
  const canonical = Buffer.from(`<SignedInfo${own}>${inner}</SignedInfo>`);
  const value = sign('sha256', canonical, { key: by.privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64');
  const certificate = Buffer.from(by.certificate.der).toString('base64');
  const keyInfo = `<KeyInfo><X509Data><X509Certificate>${certificate}</X509Certificate></X509Data></KeyInfo>`;
  const markup = `<Signature xmlns="${namespace}"><SignedInfo>${inner}</SignedInfo><SignatureValue>${value}</SignatureValue>${keyInfo}</Signature>`;
  return text.replace('</edXML:edXMLHeader>', () => `${markup}</edXML:edXMLHeader>`);
}

type Part = 'edXMLEnvelope' | 'MessageHeader';

/** The part has its own name for an Id. */
export const withId = (text: string, part: Part): string => text.replace(`<edXML:${part}`, `<edXML:${part} Id="${part}"`);

/** A part of `withId` under exclusive canonicalisation: the samples have nothing that has another form but their line ends. */
export function partReference(text: string, part: Part): Signed {
  const element = new RegExp(`<edXML:${part} Id=[\\s\\S]*</edXML:${part}>`).exec(text)?.[0] ?? '';
  const canonical = element
    .replaceAll('\r\n', '\n')
    .replace(/^<(\S+) Id="(\w+)"[^>]*/, (_, name: string, id: string) => `<${name} xmlns:edXML="${edxmlNamespace}" Id="${id}"`);
  return { uri: `#${part}`, octets: Buffer.from(canonical), transforms: [enveloped, exclusive].slice(part === 'MessageHeader' ? 1 : 0) };
}

/** As a sender that signs with us does: all but the attachments, whose octets have references of their own. */
export const withEnvelopeId = (text: string): string => withId(text, 'edXMLEnvelope');
export const envelopeReference = (text: string): Signed => partReference(text, 'edXMLEnvelope');
