import { createHash, createPrivateKey, sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CitySigner } from './signing';
import { certificatesOf } from './pem';

export interface EdxmlSigner {
  /** Puts a signature over the envelope into the header; `contents` are attachments as they travel, by their ids, each with a reference of its own. */
  sign(text: string, contents: ReadonlyMap<string, Uint8Array>): string;
}

/** Real senders use either: the national library knows the second only. */
const signatureNamespaces = { ds: 'http://www.w3.org/2000/09/xmldsig#', edXML: 'http://www.mic.gov.vn/TBT/QCVN_102_2016' } as const;

const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
const algorithms = {
  rsa: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  ec: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256',
};

/** Signs documents as one of the city's parties. The mark-up is its own canonical form, and so is what `writeEdxml` writes but for its line ends. */
export async function edxmlSignerOf(dir: string, name: CitySigner, namespace: keyof typeof signatureNamespaces): Promise<EdxmlSigner> {
  const key = createPrivateKey(await readFile(join(dir, `${name}.key.pem`)));
  const chain = await certificatesOf(dir, name);
  const method = algorithms[key.asymmetricKeyType === 'ec' ? 'ec' : 'rsa'];
  const certificates = chain.map((der) => `<X509Certificate>${der.toString('base64')}</X509Certificate>`).join('');
  const own = signatureNamespaces[namespace];
  return {
    sign(text, contents) {
      const named = text.replace('<edXML:edXMLEnvelope ', '<edXML:edXMLEnvelope Id="envelope" ');
      const references = [envelopeReference(named), ...[...contents].map(([id, bytes]) => reference(`cid:${id}`, [], bytes))];
      const inner = `${algorithm('CanonicalizationMethod', exclusive)}${algorithm('SignatureMethod', method)}${references.join('')}`;
      const canonical = Buffer.from(`<SignedInfo xmlns="${own}">${inner}</SignedInfo>`);
      const value = sign('sha256', canonical, { key, dsaEncoding: 'ieee-p1363' }).toString('base64');
      const keyInfo = `<KeyInfo><X509Data>${certificates}</X509Data></KeyInfo>`;
      const signature = `<Signature xmlns="${own}"><SignedInfo>${inner}</SignedInfo><SignatureValue>${value}</SignatureValue>${keyInfo}</Signature>`;
      return named.replace('</edXML:edXMLHeader>', () => `${signature}</edXML:edXMLHeader>`);
    },
  };
}

const algorithm = (name: string, uri: string): string => `<${name} Algorithm="${uri}"></${name}>`;

function reference(uri: string, transforms: readonly string[], octets: Uint8Array): string {
  const list = transforms.map((one) => algorithm('Transform', one)).join('');
  const digest = createHash('sha256').update(octets).digest('base64');
  const value = `${algorithm('DigestMethod', 'http://www.w3.org/2001/04/xmlenc#sha256')}<DigestValue>${digest}</DigestValue>`;
  return `<Reference URI="${uri}">${list && `<Transforms>${list}</Transforms>`}${value}</Reference>`;
}

/** In canonical form namespaces stand before attributes. */
function envelopeReference(text: string): string {
  const envelope = /<edXML:edXMLEnvelope [\s\S]*<\/edXML:edXMLEnvelope>/.exec(text)?.[0] ?? '';
  const canonical = envelope.replaceAll('\r\n', '\n').replace(/^(<\S+) (Id="\w+") (xmlns:edXML="[^"]*")>/, '$1 $3 $2>');
  return reference('#envelope', [enveloped, exclusive], Buffer.from(canonical));
}
