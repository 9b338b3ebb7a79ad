import { hash, sign } from 'node:crypto';
import type { Issued } from '../../../../../libs/trust/src/x509/testing/pki.test-kit';

export const edxmlNamespace = 'http://www.mic.gov.vn/TBT/QCVN_102_2016';
export const dsNamespace = 'http://www.w3.org/2000/09/xmldsig#';
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

/** Puts a signature behind the trace of a document: by hand, without the code that verifies it. Its mark-up is its own canonical form. */
export function signed(text: string, { by, namespace, references, canonicalization = exclusive }: Wish): string {
  const method = algorithm('SignatureMethod', 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256');
  const inner = `${algorithm('CanonicalizationMethod', canonicalization)}${method}${references.map(referenceOf).join('')}`;
  const canonical = Buffer.from(`<SignedInfo xmlns="${namespace}">${inner}</SignedInfo>`);
  const value = sign('sha256', canonical, { key: by.privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64');
  const certificate = Buffer.from(by.certificate.der).toString('base64');
  const keyInfo = `<KeyInfo><X509Data><X509Certificate>${certificate}</X509Certificate></X509Data></KeyInfo>`;
  const markup = `<Signature xmlns="${namespace}"><SignedInfo>${inner}</SignedInfo><SignatureValue>${value}</SignatureValue>${keyInfo}</Signature>`;
  return text.replace('</edXML:TraceHeaderList>', () => `</edXML:TraceHeaderList>${markup}`);
}

export const withHeaderId = (text: string): string => text.replace('<edXML:MessageHeader>', '<edXML:MessageHeader Id="header">');

/** The header of `withHeaderId` under exclusive canonicalisation: the samples have nothing that has another form but their line ends. */
export function headerReference(text: string): Signed {
  const header = /<edXML:MessageHeader Id="header">[\s\S]*<\/edXML:MessageHeader>/.exec(text)?.[0] ?? '';
  const canonical = header.replaceAll('\r\n', '\n').replace('MessageHeader Id=', `MessageHeader xmlns:edXML="${edxmlNamespace}" Id=`);
  return { uri: '#header', octets: Buffer.from(canonical), transforms: [exclusive] };
}
